import type { Milliseconds } from '../../kernel/units.ts';
import type { ProviderCapabilities } from '../film-provider-port.ts';

/** Who speaks the Videos protocol, each in its own dialect. */
export const soraProfileNames = [
  'strict-openai',
  'vllm-omni',
  'sglang',
  'fastvideo',
  'dynamo',
  'litellm',
] as const;
export type SoraProfileName = (typeof soraProfileNames)[number];

/** How one server's dialect differs. */
export type SoraProfile = {
  readonly encoding: 'form' | 'json';
  /** Whether `seconds` is text or a number. */
  readonly seconds: 'text' | 'number';
  /** Sent with every create, beside prompt, model, seconds and size. */
  readonly fixedFields: Readonly<Record<string, string>>;
  /** Its create call waits for the film and answers with it: there is nothing to poll. */
  readonly isSynchronous: boolean;
  readonly createTimeoutMs: Milliseconds | null;
  readonly hasContentRoute: boolean;
  /** What to ask for to see whether it is there. */
  readonly healthPath: '/videos' | '/models';
  /** Whether deleting a running video ends the work on it. Elsewhere it would only lose the film. */
  readonly doesDeleteStop: boolean;
  readonly durationsSeconds: ProviderCapabilities['durationsSeconds'];
  readonly sizes: ProviderCapabilities['sizes'];
};

const SYNCHRONOUS_MS = 900_000;
const landscapeAndPortrait = [
  { widthPx: 1280, heightPx: 720 },
  { widthPx: 720, heightPx: 1280 },
];

const strictOpenai: SoraProfile = {
  encoding: 'form',
  seconds: 'text',
  fixedFields: {},
  isSynchronous: false,
  createTimeoutMs: null,
  hasContentRoute: true,
  healthPath: '/videos',
  doesDeleteStop: false,
  durationsSeconds: [4, 8, 12, 16, 20],
  sizes: landscapeAndPortrait,
};

/** The length is seconds times frames a second: any whole number that the model can hold. */
const selfHosted = { durationsSeconds: { min: 1, max: 20 } } as const;

export const soraProfiles: Readonly<Record<SoraProfileName, SoraProfile>> = {
  'strict-openai': strictOpenai,
  'vllm-omni': { ...strictOpenai, ...selfHosted, doesDeleteStop: true },
  sglang: { ...strictOpenai, ...selfHosted, encoding: 'json', seconds: 'number' },
  fastvideo: { ...strictOpenai, ...selfHosted, encoding: 'json', seconds: 'number' },
  dynamo: {
    ...strictOpenai,
    ...selfHosted,
    encoding: 'json',
    seconds: 'number',
    fixedFields: { response_format: 'url' },
    isSynchronous: true,
    createTimeoutMs: SYNCHRONOUS_MS,
    hasContentRoute: false,
    healthPath: '/models',
  },
  litellm: { ...strictOpenai, encoding: 'json', healthPath: '/models' },
};
