import { arePricesOld, daysLeft, retirementOf } from '../budget/catalogue-age.ts';
import { shippedCatalogue } from '../budget/shipped-catalogue.ts';
import { type ModelFacts, modelFacts, type VideoCatalogue } from '../budget/video-catalogue.ts';
import type { IsoDate } from '../kernel/dates.ts';
import type { MicroDollars, Milliseconds } from '../kernel/units.ts';
import { lessons } from '../lessons/catalogue.ts';
import { orderOf } from '../video/film-order.ts';
import type { FilmProvider, IdempotencyClass } from '../video/film-provider-port.ts';
import type { Config } from './config.ts';
import { type Finding, fine, messageOf, problem, warning } from './finding.ts';
import type { OfferedProvider } from './offered-provider.ts';
import { videoCatalogue } from './video-catalogue.ts';
import { offeredProviders } from './video-providers.ts';

const HEALTH_MAX_MS: Milliseconds = 5_000;
const REFUSED = 'Correct it as the message says: until then the start is refused.';
const STATE_PRICE = 'State it in VIDEO_PRICES_FILE; docs/providers.md shows how.';

/** Whether each provider of films can be asked, for how much, and what that means for the money. */
export async function lookAtProviders(config: Config, today: IsoDate): Promise<readonly Finding[]> {
  const prices = lookAtPrices(config);
  const looked = offeredProviders(config).map((offer) =>
    offer.isEnabled
      ? lookAtEnabled(offer, { config, today, catalogue: prices.catalogue })
      : [fine(offer.name, `off (${offer.flagName}); ${keyOf(offer)}`)],
  );
  return [prices.finding, lookAtSpending(config), ...(await Promise.all(looked)).flat()];
}

function lookAtPrices(config: Config): { finding: Finding; catalogue: VideoCatalogue } {
  const { VIDEO_PRICES_FILE: path } = config;
  try {
    const catalogue = videoCatalogue(config);
    const from = path === null ? 'the ones that come with the product' : `${path}, over the shipped ones`;
    return { finding: fine('prices', from), catalogue };
  } catch (error) {
    return { finding: problem('prices', messageOf(error), REFUSED), catalogue: shippedCatalogue };
  }
}

const gates: Readonly<Record<Config['REVIEW'], string>> = {
  both: 'a person says yes before money is spent and before a film is shown',
  spend: 'a person says yes before money is spent, and nobody before a film is shown',
  none: 'nobody is asked, neither before money is spent nor before a film is shown',
};

function lookAtSpending({ REVIEW, VIDEO_DAILY_CAP_USD: cap }: Config): Finding {
  return fine('spending', `REVIEW=${REVIEW}: ${gates[REVIEW]}; at most ${dollars(cap)} a day (UTC)`);
}

type Situation = {
  readonly config: Config;
  readonly catalogue: VideoCatalogue;
  readonly today: IsoDate;
};

async function lookAtEnabled(offer: OfferedProvider, situation: Situation): Promise<readonly Finding[]> {
  const { name, model } = offer;
  const { config, catalogue, today } = situation;
  const provider = created(offer, catalogue);
  if ('remedy' in provider) return [provider];
  const facts = modelFacts(catalogue, { provider: name, model });
  return [
    lookAtPlace(offer, config),
    lookAtClass(name, provider.capabilities.idempotency),
    ...(facts ? [lookAtModel(offer, facts, today)] : []),
    lookAtPrice(provider, facts, { config, today }),
    await lookAtHealth(provider),
  ];
}

function created(offer: OfferedProvider, catalogue: VideoCatalogue): FilmProvider | Finding {
  try {
    return offer.create(catalogue);
  } catch (error) {
    return problem(offer.name, messageOf(error), REFUSED);
  }
}

function lookAtPlace(offer: OfferedProvider, { VIDEO_PROVIDERS: order }: Config): Finding {
  const { name, model, baseUrl } = offer;
  const origin = baseUrl === null ? 'nowhere' : new URL(baseUrl).origin;
  const message = `on (${offer.flagName}): ${model} at ${origin}; ${keyOf(offer)}`;
  const isAsked = order.some((one) => one === name);
  if (isAsked) return fine(name, message);
  return warning(name, `${message}; it is never asked`, `Name ${name} in VIDEO_PROVIDERS, or switch it off.`);
}

function keyOf({ keyName, hasKey }: OfferedProvider): string {
  return `${keyName} is ${hasKey ? 'set' : 'not set'}`;
}

function lookAtClass(provider: string, idempotency: IdempotencyClass): Finding {
  const name = `${provider} class`;
  if (idempotency === 'K')
    return fine(name, 'K: an order whose answer is lost is sent again under the same key');
  if (idempotency === 'L')
    return fine(name, 'L: an order whose answer is lost is looked for in the server’s list');
  const promise =
    provider === 'sora' ? 'Set SORA_IDEMPOTENCY where the server’s documentation promises more. ' : '';
  return warning(
    name,
    'N: an order whose answer is lost stays `unknown`, with its money set aside',
    `${promise}Nothing is bought twice; a person says what was bought, as docs/runbook.md tells.`,
  );
}

/** The shipped dates are the vendor's own: of its models at other servers of the protocol they say little. */
function isOfOtherServer({ name, model }: OfferedProvider, { retiresOn }: ModelFacts): boolean {
  if (name !== 'sora') return false;
  return modelFacts(shippedCatalogue, { provider: name, model })?.retiresOn === retiresOn;
}

function lookAtModel(offer: OfferedProvider, facts: ModelFacts, today: IsoDate): Finding {
  const name = `${offer.name} model`;
  const { model, modelName } = offer;
  const other = `Name another in ${modelName}; where a server of your own goes on with it, say so in VIDEO_PRICES_FILE.`;
  switch (retirementOf(facts, today)) {
    case 'past':
      return isOfOtherServer(offer, facts)
        ? warning(
            name,
            `${model} retired at OpenAI on ${facts.retiresOn}; this server may go on with it`,
            other,
          )
        : problem(name, `${model} retired on ${facts.retiresOn}`, other);
    case 'soon':
      return warning(
        name,
        `${model} retires on ${facts.retiresOn}, in ${daysLeft(facts, today)} days`,
        other,
      );
    case 'none': {
      const { retiresOn } = facts;
      return fine(name, retiresOn ? `${model} retires on ${retiresOn}` : `no last day of ${model} is known`);
    }
  }
}

function lookAtPrice(
  provider: FilmProvider,
  facts: ModelFacts | null,
  { config, today }: Pick<Situation, 'config' | 'today'>,
): Finding {
  const name = `${provider.name} price`;
  const [lesson] = lessons;
  const outcome = lesson ? orderOf(provider, lesson, 'en') : null;
  if (outcome?.kind !== 'order')
    return warning(
      name,
      `no film is ordered: ${outcome?.reason.message ?? 'there is no lesson'}`,
      STATE_PRICE,
    );
  const { durationSeconds, estimatedMicroUsd } = outcome.plan;
  const film = `a film of ${durationSeconds} s is reckoned at ${dollars(estimatedMicroUsd ?? 0)}`;
  const { VIDEO_DAILY_CAP_USD: cap } = config;
  if ((estimatedMicroUsd ?? 0) > cap)
    return warning(
      name,
      `${film}, and ${dollars(cap)} is all that a day may cost: none is ordered`,
      'Raise VIDEO_DAILY_CAP_USD, or switch it off.',
    );
  const asOf = facts ? `, by prices of ${facts.asOf}` : '';
  if (facts && arePricesOld(facts, today))
    return warning(name, `${film}${asOf}, more than 90 days ago`, `Look up today’s. ${STATE_PRICE}`);
  return fine(name, `${film}${asOf}`);
}

async function lookAtHealth(provider: FilmProvider): Promise<Finding> {
  const name = `${provider.name} health`;
  const signal = AbortSignal.timeout(HEALTH_MAX_MS);
  try {
    const health = await provider.health(signal);
    if (health.kind === 'healthy') return fine(name, health.message);
    return warning(name, health.message, health.remedy);
  } catch (error) {
    const message = signal.aborted ? `no answer within ${HEALTH_MAX_MS / 1000} s` : messageOf(error);
    return warning(name, message, 'Check its address and the network; the studio makes films meanwhile.');
  }
}

function dollars(microUsd: MicroDollars): string {
  return `$${(microUsd / 1_000_000).toFixed(2)}`;
}
