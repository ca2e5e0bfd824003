import { pricesFrom } from '../budget/price-of.ts';
import { modelFacts } from '../budget/video-catalogue.ts';
import { createGeminiOmniProvider } from '../video/providers/gemini-omni.ts';
import { createMinimaxProvider } from '../video/providers/minimax.ts';
import { createRunwayProvider } from '../video/providers/runway.ts';
import { type Config, ConfigRefused } from './config.ts';
import type { OfferedProvider } from './offered-provider.ts';

type KeyName = 'GEMINI_API_KEY' | 'MINIMAX_API_KEY' | 'RUNWAYML_API_SECRET';

/** The providers that their vendors host, enabled or not. */
export function hostedProviders(config: Config): readonly OfferedProvider[] {
  return [
    described(config, {
      name: 'gemini-omni',
      flagName: 'GEMINI_OMNI_ENABLED',
      keyName: 'GEMINI_API_KEY',
      model: config.GEMINI_OMNI_MODEL,
      modelName: 'GEMINI_OMNI_MODEL',
      baseUrl: config.GEMINI_OMNI_BASE_URL,
      open: createGeminiOmniProvider,
    }),
    described(config, {
      name: 'minimax',
      flagName: 'MINIMAX_ENABLED',
      keyName: 'MINIMAX_API_KEY',
      model: config.MINIMAX_MODEL,
      modelName: 'MINIMAX_MODEL',
      baseUrl: config.MINIMAX_BASE_URL,
      open: createMinimaxProvider,
    }),
    described(config, {
      name: 'runway',
      flagName: 'RUNWAY_ENABLED',
      keyName: 'RUNWAYML_API_SECRET',
      model: config.RUNWAY_MODEL,
      modelName: 'RUNWAY_MODEL',
      baseUrl: config.RUNWAY_BASE_URL,
      open: createRunwayProvider,
    }),
  ];
}

type Description = {
  readonly name: string;
  readonly flagName: 'GEMINI_OMNI_ENABLED' | 'MINIMAX_ENABLED' | 'RUNWAY_ENABLED';
  readonly keyName: KeyName;
  readonly model: string;
  readonly modelName: string;
  readonly baseUrl: string;
  readonly open: typeof createGeminiOmniProvider;
};

function described(config: Config, { open, ...about }: Description): OfferedProvider {
  const { name, flagName, keyName, model, baseUrl } = about;
  const apiKey = config[keyName];
  return {
    ...about,
    isEnabled: config[flagName],
    hasKey: apiKey !== null,
    create: (catalogue) => {
      if (apiKey === null) {
        throw new ConfigRefused(
          `${flagName} is on and ${keyName} is missing: give it the key of ${name}, or switch ${flagName} off.`,
        );
      }
      const facts = modelFacts(catalogue, { provider: name, model });
      return open({ apiKey, baseUrl, model, facts, priceOf: pricesFrom(catalogue) });
    },
  };
}
