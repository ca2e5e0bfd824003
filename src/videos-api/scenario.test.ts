import { describe, expect, test } from 'vitest';
import { faultNames } from './faults.ts';
import { parseScenario, parseScenarioText, plainScenario } from './scenario.ts';

function refusalOf(value: unknown): string {
  const parsed = parseScenario(value);
  return parsed.kind === 'refused' ? parsed.refusal.join('\n') : 'nothing was refused';
}

describe('a scenario', () => {
  test('of nothing is the true protocol: class N, two models, no faults, no webhooks', () => {
    expect(plainScenario).toMatchObject({
      idempotency: 'N',
      errorShape: 'envelope',
      list: 'full',
      content: 'bytes',
      faults: [],
      webhooks: [],
      timing: { contentLivesMs: 3_600_000 },
    });
    expect(Object.keys(plainScenario.models)).toEqual(['sora-2', 'sora-2-pro']);
    expect(plainScenario.models['sora-2-pro']?.microUsdPerSecond['1792x1024']).toBe(500_000);
  });

  test.each([
    [
      'at the top',
      { idempotncy: 'K' },
      'at the top: unknown "idempotncy"; allowed are idempotency, apiKeys,',
    ],
    ['in an object', { timing: { queueMs: 1 } }, 'at timing: unknown "queueMs"; allowed are queuedMs,'],
    [
      'in a rule',
      { faults: [{ apply: ['stuck'] }, { apply: ['stuck'], when: { prompt: 'x' } }] },
      'at faults[1].when: unknown "prompt"; allowed are createRequests, promptIncludes,',
    ],
    [
      'in a fault',
      { faults: [{ apply: [{ fault: 'stuck', percent: 4 }] }] },
      'at faults[0].apply[0]: unknown "percent"; allowed are fault, progress',
    ],
    [
      'in a model',
      { models: { own: { seconds: ['4'], microUsdPerSecond: { '1280x720': 1 }, fps: 3 } } },
      'at models.own: unknown "fps"; allowed are seconds, microUsdPerSecond',
    ],
  ])('refuses an unknown key %s, with the place and what is allowed there', (_place, value, said) => {
    expect(refusalOf(value)).toContain(said);
  });

  test('refuses an unknown fault with the names of all', () => {
    const said = refusalOf({ faults: [{ apply: ['explode'] }] });
    expect(said).toContain('at faults[0].apply[0]');
    for (const name of faultNames) expect(said).toContain(name);
  });

  test.each([
    ['a class that there isn’t', { idempotency: 'M' }, /at idempotency: .*"K"\|"L"\|"N".*found "M"/],
    ['a time as text', { timing: { runningMs: '3s' } }, /at timing\.runningMs: .*number.*found "3s"/],
    [
      'an odd size',
      { models: { m: { seconds: ['4'], microUsdPerSecond: { '91x90': 1 } } } },
      /both sides even/,
    ],
    [
      'a weak secret',
      { webhooks: [{ url: 'http://x', secret: 'whsec_YQ==' }] },
      /at webhooks\[0\]\.secret: .*16 bytes/,
    ],
    [
      'a webhook to a file',
      { webhooks: [{ url: 'file:///x', secret: 'x' }] },
      /an http:\/\/ or https:\/\/ address/,
    ],
    [
      'an error that is neither text nor object',
      { faults: [{ apply: [{ fault: 'failed', error: 5 }] }] },
      /at faults\[0\]\.apply\[0\]\.error: .*string.* or .*object.*; found 5/,
    ],
    ['no object', [], /at the top/],
  ])('refuses %s and says what was found', (_what, value, said) => {
    expect(refusalOf(value)).toMatch(said);
  });

  test('names every wrong place at once', () => {
    expect(refusalOf({ idempotency: 'M', list: 'some', seed: 4 }).split('\n')).toHaveLength(3);
  });

  test('says so when a file is not JSON', () => {
    const parsed = parseScenarioText('{"idempotency": K}');
    expect(parsed).toMatchObject({ kind: 'refused', refusal: [expect.stringMatching(/^not JSON: /)] });
  });
});
