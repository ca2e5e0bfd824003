import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { Media, MediaEvent } from '../../src/http/contract.ts';
import { lessonKey, mediaKey } from './media-keys.ts';

/** The server beats every 20 s: after two beats unheard the connection is dead, whatever it looks like. */
const SILENCE_MAX_MS = 50_000;
/** After the server said no (too many pages, signed out), asking at intervals does for a while. */
const REFUSED_RESTS_MS = 60_000;
/** A cut that all pages see at once doesn't make them all ask at once. */
const REFETCH_SPREAD_MS = 1_500;

/**
 * Listens for news of films while `isWaiting`, and puts what is heard where `useMedia` looks. All callers share
 * one connection; nobody waits or the page is hidden, there is none. Answers whether it stands: if not, ask.
 */
export function useMediaEvents(isWaiting: boolean): boolean {
  const client = useQueryClient();
  useEffect(() => (isWaiting ? listener.join(client) : undefined), [isWaiting, client]);
  return useSyncExternalStore(listener.onChange, listener.isHeard);
}

const listener = createListener();

function createListener() {
  const watchers = new Set<() => void>();
  let waiting = 0;
  let source: EventSource | null = null;
  let isHeard = false;
  let timer = 0;
  let client: QueryClient | null = null;

  const setHeard = (is: boolean): void => {
    if (is === isHeard) return;
    isHeard = is;
    for (const watcher of watchers) watcher();
  };
  const close = (): void => {
    source?.close();
    source = null;
    window.clearTimeout(timer);
    setHeard(false);
  };
  const openAgainIn = (delayMs: number): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      close();
      open();
    }, delayMs);
  };
  const open = (): void => {
    if (source || waiting === 0 || document.hidden) return;
    source = new EventSource('/api/events');
    const heard = (): void => {
      setHeard(true);
      openAgainIn(SILENCE_MAX_MS);
    };
    source.addEventListener('open', heard);
    source.addEventListener('heartbeat', heard);
    source.addEventListener('media', ({ data }: MessageEvent<string>) => {
      heard();
      if (client) takeIn(client, JSON.parse(data) as MediaEvent);
    });
    source.addEventListener('refetch', () => {
      heard();
      window.setTimeout(() => void client?.invalidateQueries({ queryKey: mediaKey }), spreadMs());
    });
    source.addEventListener('error', () => {
      setHeard(false);
      // Else the browser comes back by itself, as soon as the server said it may.
      if (source?.readyState === EventSource.CLOSED) openAgainIn(REFUSED_RESTS_MS);
    });
  };
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));

  return {
    join(of: QueryClient): () => void {
      client = of;
      waiting += 1;
      open();
      return () => {
        waiting -= 1;
        if (waiting === 0) close();
      };
    },
    onChange(watcher: () => void): () => void {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    isHeard: () => isHeard,
  };
}

function spreadMs(): number {
  return Math.random() * REFETCH_SPREAD_MS;
}

/** Only films that the page shows and that can't be watched yet: nothing changes under a viewer's eyes. */
function takeIn(client: QueryClient, { persona, topic, locale, ...media }: MediaEvent): void {
  client.setQueryData<Media>(lessonKey({ persona, topic, locale }), (shown) =>
    shown === undefined || isWatchable(shown) ? shown : media,
  );
}

export function isWatchable({ status, url }: Media): boolean {
  return status === 'ready' && url !== null;
}
