import { pricesFrom } from '../budget/price-of.ts';
import { modelFacts, type VideoCatalogue } from '../budget/video-catalogue.ts';
import { FilesystemMediaStore } from '../storage/filesystem-media-store.ts';
import type { FilmProvider } from '../video/film-provider-port.ts';
import { createSoraProvider } from '../video/providers/sora.ts';
import { type Config, ConfigRefused } from './config.ts';
import type { OfferedProvider } from './offered-provider.ts';

const OPENAI = /(^|\.)api\.openai\.com\.?$/;
const REMEDY =
  "OpenAI's own Videos endpoint ended on 2026-09-24. Point SORA_BASE_URL at a server that speaks its protocol " +
  '(vLLM-Omni, SGLang Diffusion, FastVideo, NVIDIA Dynamo, LiteLLM; for development `npx spendsense videos-api`), ' +
  'or switch SORA_ENABLED off.';

/** The Videos protocol as the settings describe it. It can't be created where there is no server to ask. */
export function soraOffer(config: Config): OfferedProvider {
  return {
    name: 'sora',
    isEnabled: config.SORA_ENABLED,
    flagName: 'SORA_ENABLED',
    keyName: 'SORA_API_KEY',
    hasKey: config.SORA_API_KEY !== null,
    model: config.SORA_MODEL,
    modelName: 'SORA_MODEL',
    baseUrl: config.SORA_BASE_URL,
    create: (catalogue) => createSora(config, catalogue),
  };
}

function createSora(config: Config, catalogue: VideoCatalogue): FilmProvider {
  const { SORA_BASE_URL: baseUrl, SORA_MODEL: model } = config;
  if (baseUrl === null) {
    throw new ConfigRefused(`SORA_ENABLED is on and SORA_BASE_URL is missing. ${REMEDY}`);
  }
  if (OPENAI.test(new URL(baseUrl).hostname)) {
    throw new ConfigRefused(`SORA_BASE_URL: found ${JSON.stringify(baseUrl)}. ${REMEDY}`);
  }
  return createSoraProvider({
    baseUrl,
    apiKey: config.SORA_API_KEY,
    profile: config.SORA_PROFILE,
    model,
    idempotency: config.SORA_IDEMPOTENCY,
    films: new FilesystemMediaStore(config.DATA_DIR),
    facts: modelFacts(catalogue, { provider: 'sora', model }),
    priceOf: pricesFrom(catalogue),
  });
}
