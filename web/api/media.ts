import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Media } from '../../src/http/contract.ts';
import { isWatchable, useMediaEvents } from './media-events.ts';
import { lessonKey } from './media-keys.ts';
import { getJson, getText, postJson } from './request.ts';

/** Which film: a lesson is named by persona and topic, never by a member. */
export type Lesson = {
  readonly persona: string;
  readonly topic: string;
  /** The language of the film and its captions. */
  readonly locale: 'en' | 'es';
};

type GenerateAnswer = {
  readonly jobId: string | null;
  readonly status: 'enqueued' | 'cached' | 'skipped' | 'awaiting_approval' | 'over_budget';
};

/** While changes are heard of, asking is a safety net. */
const HEARD_POLL_MS = 60_000;

/**
 * How long to wait before asking for a film's state again, in milliseconds, or false where asking is
 * pointless. A film nobody ordered yet is asked for a dozen times: its order may be on the way.
 */
function mediaPollMs(status: Media['status'] | undefined, answers: number): number | false {
  if (status === 'processing') return 2_000;
  if (status === 'awaiting_approval') return 20_000;
  if (status === 'not_found') return answers < 12 ? 5_000 : 30_000;
  return false;
}

/** The film's state, kept fresh until it can be watched, without a reload. Null where none is due. */
export function useMedia(lesson: Lesson, initial: Media | null) {
  const isSettled = initial === null || isWatchable(initial);
  const shown = useQueryClient().getQueryData<Media>(lessonKey(lesson));
  const isHeard = useMediaEvents(!isSettled && !(shown && isWatchable(shown)));
  const query = useQuery({
    queryKey: lessonKey(lesson),
    queryFn: ({ signal }) =>
      getJson<Media>(
        `/api/videos/status/${encodeURIComponent(lesson.persona)}/${encodeURIComponent(lesson.topic)}?locale=${lesson.locale}`,
        signal,
      ),
    ...(initial && { initialData: initial }),
    // What came with the recommendations is fresh; only what is still moving is asked for again.
    staleTime: Number.POSITIVE_INFINITY,
    enabled: ({ state }) => !isSettled && !(state.data && isWatchable(state.data)),
    refetchInterval: ({ state }) => {
      const pollMs = mediaPollMs(state.data?.status, state.dataUpdateCount);
      return pollMs !== false && isHeard ? HEARD_POLL_MS : pollMs;
    },
  });
  const media = isSettled ? initial : (query.data ?? initial);
  return { media, checkAgain: query.isError ? query.refetch : null };
}

/** Asks for a film that nobody has ordered yet. */
export function useOrderFilm(lesson: Lesson) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => postJson<GenerateAnswer>('/api/videos/generate', lesson),
    onSuccess: () => client.refetchQueries({ queryKey: lessonKey(lesson) }),
  });
}

export function useTranscript(url: string | null, isWanted: boolean) {
  return useQuery({
    queryKey: ['transcript', url],
    queryFn: () => getText(url ?? ''),
    enabled: isWanted && url !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
