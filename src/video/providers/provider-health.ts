import type { ProviderHealth } from '../film-provider-port.ts';
import type { ProviderReply } from './http/provider-client.ts';

/** What the free question is about, and which settings a remedy would name. */
type HealthQuestion = {
  /** What a yes means, in a few words. */
  readonly offers: string;
  readonly keySetting: string;
  readonly modelSetting: string;
  readonly urlSetting: string;
};

/** The reply to a question that costs nothing → whether films could be ordered. */
export function healthFrom(reply: ProviderReply, question: HealthQuestion): ProviderHealth {
  const { offers, keySetting, modelSetting, urlSetting } = question;
  if (reply.kind !== 'answer') {
    return unhealthy(`does not answer: ${reply.message}`, `Check ${urlSetting} and the network.`);
  }
  if (reply.isOk) return { kind: 'healthy', message: `answers, and offers ${offers}` };
  const said = reply.error?.message ?? `HTTP ${reply.status}`;
  if (reply.status === 401 || reply.status === 403) {
    return unhealthy(`refuses the key: ${said}`, `Give ${keySetting} a key that is in force.`);
  }
  if (reply.status === 404) {
    return unhealthy(`does not know ${offers}: ${said}`, `Check ${modelSetting} and ${urlSetting}.`);
  }
  return unhealthy(`answers with an error: ${said}`, 'Ask again later; see the provider’s status page.');
}

function unhealthy(message: string, remedy: string): ProviderHealth {
  return { kind: 'unhealthy', message, remedy };
}
