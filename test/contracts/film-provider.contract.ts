import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sha256Hex } from '../../src/kernel/hash.ts';
import type {
  FilmOrder,
  FilmProvider,
  ProviderHandle,
  StartOutcome,
  StatusOutcome,
} from '../../src/video/film-provider-port.ts';

/** What a server can be told to do to the next orders. */
export type FilmTrouble =
  /** Says no for good. */
  | 'refused'
  /** Says no for now. */
  | 'busy'
  /** Takes the next order and doesn't say so. */
  | 'answer-lost'
  /** The job ends without a film. */
  | 'failed'
  /** Knows no job any more. */
  | 'forgotten'
  /** The film ends in the middle. */
  | 'truncated'
  /** Something else comes under the film's name. */
  | 'not-a-film'
  /** Nobody listens. */
  | 'down';

/** A provider with the server behind it. */
export type FilmProviderRig = {
  readonly provider: FilmProvider;
  /** One that the server takes. */
  readonly order: FilmOrder;
  /** Texts that nothing may repeat. */
  readonly secrets: readonly string[];
  switchOn(trouble: FilmTrouble): Promise<void> | void;
  /** Counted at the server; null where nothing is ever bought. */
  purchaseCount(): Promise<number> | number | null;
  /** The bytes that were sold. */
  filmOf(handle: ProviderHandle): Promise<Uint8Array> | Uint8Array;
  close(): Promise<void> | void;
};

const POLLS_MAX = 1000;
/** The studio draws its film three times over. */
const DRAWN = { timeout: 90_000 };
const never = new AbortController().signal;

/**
 * What every provider of films promises. `cannot` says of troubles that a provider can't have why that is so; what
 * is asked about them is left out.
 */
export function filmProviderContract(
  name: string,
  open: () => Promise<FilmProviderRig>,
  cannot: Partial<Record<FilmTrouble, string>> = {},
): void {
  const when = (trouble: FilmTrouble) => (cannot[trouble] === undefined ? test : () => undefined);

  describe(`FilmProvider ${name}`, () => {
    let rig: FilmProviderRig;
    let provider: FilmProvider;
    let told: unknown[];
    let folder: string;
    beforeEach(async () => {
      rig = await open();
      told = [];
      provider = listened(rig.provider, told);
      folder = mkdtempSync(join(tmpdir(), 'film-provider-'));
    });
    afterEach(async () => {
      await rig.close();
      rmSync(folder, { recursive: true, force: true });
      for (const secret of rig.secrets) expect(JSON.stringify(told)).not.toContain(secret);
    });

    const start = (reference = 'attempt-1') => provider.start(rig.order, { reference, signal: never });
    const download = (handle: ProviderHandle, signal = never) =>
      provider.download(handle, { path: join(folder, 'film.mp4'), signal, onProgress: () => undefined });
    const begun = async () => handleOf(await start());
    const ended = (handle: ProviderHandle) => endOf(provider, handle);
    const bought = async (count: number) => {
      const found = await rig.purchaseCount();
      if (found !== null) expect(found).toBe(count);
    };

    test('an order becomes a film, by a handle that survives being written down', DRAWN, async () => {
      const handle = JSON.parse(JSON.stringify(await begun())) as ProviderHandle;
      await bought(1);
      expect(await ended(handle)).toMatchObject({ kind: 'completed' });
      const film = await rig.filmOf(handle);
      const path = join(folder, 'film.mp4');
      const expected = { kind: 'downloaded', path, sizeBytes: film.byteLength, sha256: sha256Hex(film) };
      expect(await download(handle)).toEqual(expected);
      expect(sha256Hex(readFileSync(path))).toBe(expected.sha256);
      expect(await download(handle)).toEqual(expected);
      expect(readdirSync(folder)).toEqual(['film.mp4']);
      await bought(1);
    });

    test('what it costs is known, or said to be unknown', () => {
      const known = provider.estimateCost(rig.order);
      expect(known).toEqual({ kind: 'known', microUsd: expect.any(Number) });
      if (provider.capabilities.isOwn) return;
      const unpriced = { ...rig.order, model: 'nobody-knows' };
      expect(provider.estimateCost(unpriced)).toEqual({ kind: 'unknown', message: expect.any(String) });
    });

    test('it is healthy, and can be looked up exactly where its class says so', async () => {
      expect(await provider.health(never)).toMatchObject({ kind: 'healthy' });
      expect(provider.lookUp !== undefined).toBe(provider.capabilities.idempotency === 'L');
      expect(await (provider.lookUp?.('nobody', never) ?? { kind: 'none' })).toEqual({ kind: 'none' });
    });

    test('cancelling answers whether it stopped, and orders nothing', async () => {
      const handle = await begun();
      expect(typeof (await provider.cancel(handle, never))).toBe('boolean');
      await bought(1);
    });

    test('aborting throws the reason: nothing is bought, nothing is left', async () => {
      const handle = await begun();
      await ended(handle);
      const signal = AbortSignal.abort(new RangeError('stop'));
      const attempts = [
        provider.start(rig.order, { reference: 'attempt-2', signal }),
        provider.status(handle, signal),
        download(handle, signal),
        provider.cancel(handle, signal),
        provider.health(signal),
        ...(provider.lookUp ? [provider.lookUp('attempt-1', signal)] : []),
      ];
      for (const attempt of attempts) await expect(attempt).rejects.toThrow('stop');
      expect(readdirSync(folder)).toEqual([]);
      await bought(1);
    });

    when('refused')('a refusal for good buys nothing and says why', async () => {
      await rig.switchOn('refused');
      expect(await start()).toMatchObject({ kind: 'refused', isPassing: false, retryAfterMs: null });
      await bought(0);
    });

    when('busy')('a refusal for now buys nothing, and the same order may go through later', async () => {
      await rig.switchOn('busy');
      expect(await start()).toMatchObject({ kind: 'refused', isPassing: true });
      await bought(0);
    });

    when('answer-lost')('a lost answer is one purchase, and never called a refusal', async () => {
      await rig.switchOn('answer-lost');
      const outcome = await start();
      await bought(1);
      const { idempotency } = provider.capabilities;
      expect(outcome.kind).toBe(idempotency === 'K' ? 'started' : 'unknown');
      if (!provider.lookUp) return;
      const found = await provider.lookUp('attempt-1', never);
      expect(found).toMatchObject({ kind: 'found' });
      const [handle, ...others] = found.kind === 'found' ? found.handles : [];
      expect(others).toEqual([]);
      expect(handle && (await ended(handle))).toMatchObject({ kind: 'completed' });
    });

    when('failed')('a job that ends without a film says so, with a code and a sentence', async () => {
      await rig.switchOn('failed');
      const handle = await begun();
      const end = await ended(handle);
      expect(end).toMatchObject({ kind: 'failed', code: expect.any(String), message: expect.any(String) });
      expect(await download(handle)).toMatchObject({ kind: expect.stringMatching(/not_ready|lost/) });
      expect(existsSync(join(folder, 'film.mp4'))).toBe(false);
    });

    when('forgotten')('a job that the server has forgotten is lost', async () => {
      const handle = await begun();
      await ended(handle);
      await rig.switchOn('forgotten');
      expect(await provider.status(handle, never)).toMatchObject({ kind: 'lost' });
    });

    for (const trouble of ['truncated', 'not-a-film'] as const) {
      when(trouble)(`a film that is ${trouble} is not delivered, and nothing is left`, async () => {
        await rig.switchOn(trouble);
        const handle = await begun();
        await ended(handle);
        expect(await download(handle)).toMatchObject({ kind: expect.stringMatching(/not_ready|lost/) });
        expect(readdirSync(folder)).toEqual([]);
      });
    }

    when('down')('without a server nothing is bought, lost or thrown', async () => {
      const handle = await begun();
      const end = await ended(handle);
      await rig.switchOn('down');
      expect(await start('attempt-2')).toMatchObject({ kind: 'refused', isPassing: true });
      expect(await provider.health(never)).toMatchObject({ kind: 'unhealthy', remedy: expect.any(String) });
      expect(await provider.cancel(handle, never)).toBe(false);
      const status = await provider.status(handle, never);
      // What ended with the order's own answer needs no server to be known.
      expect([{ kind: 'unreachable' }, end]).toContainEqual(
        status.kind === 'unreachable' ? { kind: 'unreachable' } : status,
      );
      expect(await download(handle)).toMatchObject({ kind: 'not_ready' });
      const found = await provider.lookUp?.('attempt-1', never);
      if (found) expect(found).toMatchObject({ kind: 'unreachable' });
    });
  });
}

function handleOf(outcome: StartOutcome): ProviderHandle {
  if (outcome.kind === 'started') return outcome.handle;
  throw new TypeError(`the order was not taken: ${JSON.stringify(outcome)}`);
}

async function endOf(provider: FilmProvider, handle: ProviderHandle): Promise<StatusOutcome> {
  for (let polls = 0; polls < POLLS_MAX; polls += 1) {
    const status = await provider.status(handle, never);
    if (status.kind !== 'running' && status.kind !== 'unreachable') return status;
    await pause(10);
  }
  throw new RangeError(`the film ${handle.id} did not end`);
}

/** The same provider; what it says goes to `told` as well. */
function listened(provider: FilmProvider, told: unknown[]): FilmProvider {
  return new Proxy(provider, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        const outcome: unknown = value.apply(target, given);
        void Promise.resolve(outcome).then(
          (said) => told.push(said),
          (thrown) => told.push(String(thrown)),
        );
        return outcome;
      };
    },
  });
}
