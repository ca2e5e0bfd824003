import type { FilmProvider } from '../../src/video/film-provider-port.ts';
import type { VideoWorkDependencies } from '../../src/video/video-work.ts';
import { Died } from './dying-worker.ts';

export type FrozenWorker = {
  readonly work: VideoWorkDependencies;
  /** Resolves when it stands still: the call is journalled, and not a byte of it has left. */
  readonly stands: Promise<void>;
  /** It goes on as if nothing had been. */
  thaw(): void;
};

/**
 * The same parts in the hands of a process that is suspended between the row that says "a call goes out" and the
 * call: it renews no lease, and when it thaws the call goes out. `dies`: the answer then finds nobody.
 */
export function frozenWorker(
  work: VideoWorkDependencies,
  { dies }: { readonly dies: boolean },
): FrozenWorker {
  const stands = Promise.withResolvers<void>();
  const thawed = Promise.withResolvers<void>();
  const frozen = (provider: FilmProvider): FilmProvider => ({
    ...provider,
    start: async (order, call) => {
      stands.resolve();
      await thawed.promise;
      const outcome = await provider.start(order, call);
      if (dies) throw new Died('after provider.start');
      return outcome;
    },
  });
  const jobs = new Proxy(work.jobs, {
    get(target, name) {
      const method = Reflect.get(target, name) as unknown;
      if (typeof method !== 'function') return method;
      if (name !== 'renew') return method.bind(target);
      return async (...given: unknown[]) => {
        await thawed.promise;
        return await method.apply(target, given);
      };
    },
  });
  return {
    work: { ...work, jobs, chain: { ...work.chain, providers: work.chain.providers.map(frozen) } },
    stands: stands.promise,
    thaw: () => thawed.resolve(),
  };
}
