import { z } from 'zod';
import { flag, setting, vendorAddress } from './setting.ts';

const key = z.string().min(1, 'a key').nullable().default(null);
const model = (fallback: string) => z.string().min(1, 'a model’s id').default(fallback);

/** Every provider that costs money, in the order in which they are asked unless somebody says otherwise. */
const providerNames = ['sora', 'gemini-omni', 'minimax', 'runway'] as const;

const orderRule = `different names of ${providerNames.join(', ')}, with commas between them`;
const providerOrder = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .pipe(z.array(z.enum(providerNames, { error: orderRule })).refine(hasNoDoubles, orderRule))
  .default([...providerNames]);

function hasNoDoubles(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

/** What the providers that their vendors host need. Their keys are secrets: nothing ever shows them. */
export const hostedProviderSettings = {
  VIDEO_PROVIDERS: setting(providerOrder, {
    unit: 'names',
    defaultText: providerNames.join(','),
    sentence:
      'The order in which the providers that are switched on are asked for a film. The studio stands behind them all.',
  }),
  VIDEO_PRICES_FILE: setting(z.string().min(1, 'a file').nullable().default(null), {
    unit: 'file',
    defaultText: 'the prices that come with the product',
    sentence: 'Prices and limits of models, over the shipped ones: `docs/providers.md` shows its form.',
  }),
  GEMINI_OMNI_ENABLED: setting(flag(), {
    unit: 'on, off',
    defaultText: 'off',
    sentence: 'Whether films are ordered of Google’s film model. It costs money; so do the next two.',
  }),
  GEMINI_API_KEY: setting(key, { unit: 'text', defaultText: 'none', sentence: 'Its key.' }),
  GEMINI_OMNI_MODEL: setting(model('gemini-omni-1.1-flash'), {
    unit: 'model',
    defaultText: 'gemini-omni-1.1-flash',
    sentence: 'Its model. One that the prices don’t name is not asked: nobody knows what it costs.',
  }),
  GEMINI_OMNI_BASE_URL: setting(vendorAddress('https://generativelanguage.googleapis.com'), {
    unit: 'address',
    defaultText: 'https://generativelanguage.googleapis.com',
    sentence: 'Where its API begins, up to the version.',
  }),
  MINIMAX_ENABLED: setting(flag(), {
    unit: 'on, off',
    defaultText: 'off',
    sentence: 'Whether films are ordered of MiniMax.',
  }),
  MINIMAX_API_KEY: setting(key, { unit: 'text', defaultText: 'none', sentence: 'Its key.' }),
  MINIMAX_MODEL: setting(model('MiniMax-H3'), {
    unit: 'model',
    defaultText: 'MiniMax-H3',
    sentence: 'Its model.',
  }),
  MINIMAX_BASE_URL: setting(vendorAddress('https://api.minimax.io'), {
    unit: 'address',
    defaultText: 'https://api.minimax.io',
    sentence: 'Where its API begins, up to the version.',
  }),
  RUNWAY_ENABLED: setting(flag(), {
    unit: 'on, off',
    defaultText: 'off',
    sentence: 'Whether films are ordered of Runway.',
  }),
  RUNWAYML_API_SECRET: setting(key, { unit: 'text', defaultText: 'none', sentence: 'Its key.' }),
  RUNWAY_MODEL: setting(model('gen4.5'), { unit: 'model', defaultText: 'gen4.5', sentence: 'Its model.' }),
  RUNWAY_BASE_URL: setting(vendorAddress('https://api.dev.runwayml.com'), {
    unit: 'address',
    defaultText: 'https://api.dev.runwayml.com',
    sentence: 'Where its API begins, up to the version.',
  }),
} as const;
