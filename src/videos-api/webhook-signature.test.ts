import { expect, test } from 'vitest';
import { webhookSignature } from './webhook-signature.ts';

test('a webhook is signed as the test vector of Standard Webhooks is', () => {
  const signature = webhookSignature({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestampSeconds: 1_614_265_330,
    body: '{"test": 2432232314}',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  });
  expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});
