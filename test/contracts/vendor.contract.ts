import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { vendorRig } from '../factories/vendor-rig.ts';

type LostAnswer = 'error-after-create' | 'cut-after-create' | 'silent-after-create' | 'unreadable-create';
type HostFault = 'expired-link' | 'gone' | 'host-error' | 'json-content' | 'truncated' | 'redirect';

type StandIn = {
  readonly origin: string;
  readonly faults: { switchOn(fault: LostAnswer): void };
  readonly bought: readonly unknown[];
  readonly requests: readonly unknown[];
  stop(): Promise<void>;
};
type StandInWithHost = StandIn & {
  readonly faults: { switchOn(fault: 'lost', times: number): void };
  readonly host: {
    readonly faults: { switchOn(fault: HostFault, times?: number): void };
    requestsSoFar(): readonly unknown[];
  };
};

type RigPart = 'at' | 'ended' | 'fetchTo' | 'folder' | 'hurry' | 'order' | 'provider' | 'signal' | 'start';
type Rig<Server> = Pick<ReturnType<typeof vendorRig>, RigPart> & { server(): Server };

const lostAnswers = [
  'error-after-create',
  'cut-after-create',
  'silent-after-create',
  'unreadable-create',
] as const;

/** What the adapter of every vendor promises of calls that go wrong, whatever the vendor's protocol. */
export function vendorContract(
  { at, hurry, order, provider, server, signal, start }: Rig<StandIn>,
  { keySetting }: { readonly keySetting: string },
): void {
  describe('as of every vendor, a create call', () => {
    test.each(lostAnswers)('with %s is unknown, and is made once', async (fault) => {
      if (fault === 'silent-after-create') hurry();
      server().faults.switchOn(fault);
      expect(await start()).toMatchObject({ kind: 'unknown' });
      expect(server().bought).toHaveLength(1);
      expect(server().requests).toHaveLength(1);
    });

    test('to a server that is away has certainly bought nothing', async () => {
      await server().stop();
      expect(await start()).toMatchObject({ kind: 'refused', isPassing: true });
    });

    test('with a wrong key is refused, and no message holds the key', async () => {
      const outcome = await at(server().origin, 'wrong-hunter2').start(order, { reference: 'a', signal });
      expect(outcome).toMatchObject({ kind: 'refused', isPassing: false });
      expect(JSON.stringify(outcome)).not.toContain('hunter2');
    });

    test('that is aborted ends with the reason', async () => {
      const abort = new AbortController();
      server().faults.switchOn('silent-after-create');
      const call = provider().start(order, { reference: 'a', signal: abort.signal });
      abort.abort(new RangeError('drained'));
      await expect(call).rejects.toThrow('drained');
    });
  });

  test('health is asked for free, and a wrong key is told with its setting', async () => {
    expect(await provider().health(signal)).toMatchObject({ kind: 'healthy' });
    const refused = await at(server().origin, 'wrong-hunter2').health(signal);
    expect(refused).toMatchObject({ kind: 'unhealthy', remedy: expect.stringContaining(keySetting) });
    expect(JSON.stringify(refused)).not.toContain('hunter2');
    expect(server().bought).toHaveLength(0);
  });
}

/** What it promises where the vendor gives a link to another host for each film. */
export function linkedFilmContract(
  { ended, fetchTo, folder, server }: Rig<StandInWithHost>,
  { apiKey }: { readonly apiKey: string },
): void {
  describe('as of every link, a download', () => {
    test('that has ended asks for a fresh one the next time', async () => {
      await ended();
      server().host.faults.switchOn('expired-link', 1);
      expect(await fetchTo('again.mp4')).toMatchObject({ kind: 'not_ready', code: 'HTTP_403' });
      expect(await fetchTo('again.mp4')).toMatchObject({ kind: 'downloaded' });
    });

    test.each(['gone', 'host-error', 'json-content', 'truncated'] as const)(
      'with %s at the host is not the end, and leaves no file behind',
      async (fault) => {
        await ended();
        server().host.faults.switchOn(fault, 1);
        const name = `${fault}.mp4`;
        expect(await fetchTo(name)).toMatchObject({ kind: 'not_ready' });
        expect(existsSync(folder.path(name))).toBe(false);
        expect(await fetchTo(name)).toMatchObject({ kind: 'downloaded' });
      },
    );

    test('of a task that the vendor doesn’t know for a moment comes later', async () => {
      await ended();
      server().faults.switchOn('lost', 1);
      expect(await fetchTo('late.mp4')).toMatchObject({ kind: 'not_ready', code: 'LOST_BY_PROVIDER' });
      expect(await fetchTo('late.mp4')).toMatchObject({ kind: 'downloaded' });
    });

    test('that is sent on to another origin goes there without the key', async () => {
      await ended();
      server().host.faults.switchOn('redirect');
      expect(await fetchTo('redirect.mp4')).toMatchObject({ kind: 'downloaded' });
      expect(server().host.requestsSoFar()).toHaveLength(2);
      expect(JSON.stringify(server().host.requestsSoFar())).not.toContain(apiKey);
    });
  });
}
