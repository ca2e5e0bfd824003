import { z } from 'zod';
import { soraProfileNames } from '../video/providers/sora-profile.ts';
import { flag, setting } from './setting.ts';

const serverRule = 'an http:// or https:// address without a query, a user or a password';
const server = z.string().refine(isServerAddress, serverRule).nullable().default(null);

function isServerAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, password } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && `${search}${hash}${username}${password}` === '';
}

/** What a server of the OpenAI Videos protocol is reached by. It may stand in the operator's own network. */
export const soraSettings = {
  SORA_ENABLED: setting(flag(), {
    unit: 'on, off',
    defaultText: 'off',
    sentence: 'Whether films are ordered over the OpenAI Videos protocol. It may cost money.',
  }),
  SORA_BASE_URL: setting(server, {
    unit: 'address',
    defaultText: 'none',
    sentence:
      'The server that speaks it, with or without `/v1`. OpenAI’s own is gone: `docs/providers.md` names others.',
  }),
  SORA_API_KEY: setting(
    z
      .string()
      .regex(/^[\x21-\x7e]+$/, 'a key: letters, digits and signs, without spaces')
      .nullable()
      .default(null),
    { unit: 'text', defaultText: 'none', sentence: 'Its key, where it asks for one.' },
  ),
  SORA_PROFILE: setting(z.enum(soraProfileNames).default('strict-openai'), {
    unit: 'name',
    defaultText: 'strict-openai',
    sentence: `Its dialect: ${soraProfileNames.join(', ')}.`,
  }),
  SORA_MODEL: setting(z.string().min(1, 'a model’s id').default('sora-2'), {
    unit: 'model',
    defaultText: 'sora-2',
    sentence: 'Its model. One that the prices don’t name is not asked: nobody knows what it costs.',
  }),
  SORA_IDEMPOTENCY: setting(z.enum(['K', 'L', 'N']).default('N'), {
    unit: 'K, L, N',
    defaultText: 'N',
    sentence:
      'Whether it honours an `Idempotency-Key` (K), lists videos by `client_reference` (L), or neither (N).',
  }),
} as const;
