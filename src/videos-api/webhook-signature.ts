import { createHmac } from 'node:crypto';

const SECRET_PREFIX = 'whsec_';

/**
 * Standard Webhooks: HMAC-SHA256 over `id.timestamp.body` with the bytes behind `whsec_`, as `v1,<base64>`.
 * The timestamp is in whole seconds since 1970.
 */
export function webhookSignature(message: {
  readonly id: string;
  readonly timestampSeconds: number;
  readonly body: string;
  readonly secret: string;
}): string {
  const key = Buffer.from(message.secret.slice(SECRET_PREFIX.length), 'base64');
  const signed = `${message.id}.${message.timestampSeconds}.${message.body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}
