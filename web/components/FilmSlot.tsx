import { useEffect, useRef, useState } from 'react';
import type { Media } from '../../src/http/contract.ts';
import type { Lesson } from '../api/media.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { FilmChecked, FilmFailed, FilmInMaking, FilmNotOrdered } from './FilmPlaceholder.tsx';
import { VideoPlayer } from './VideoPlayer.tsx';

type FilmSlotProps = {
  readonly lesson: Lesson;
  readonly media: Media;
  readonly title: string;
  /** The member's own number, written with its unit. */
  readonly ownNumber: string | null;
  /** Present where the last look at the film's state failed. */
  readonly checkAgain: (() => unknown) | null;
};

/**
 * The place of a film: the film where it is ready, else an honest word about where it stands, in a frame
 * of the same size, so that nothing moves when one replaces the other.
 */
export function FilmSlot(props: FilmSlotProps) {
  const { texts } = useTexts();
  const becameReady = useBecameReady(props.media.status);
  return (
    <div className="overflow-hidden rounded-t-[inherit] bg-sunken">
      <FilmFrame {...props} />
      <p className="sr-only" role="status">
        {becameReady ? texts.film.ready : ''}
      </p>
    </div>
  );
}

function FilmFrame({ media, title, lesson, ownNumber, checkAgain }: FilmSlotProps) {
  switch (media.status) {
    case 'ready':
      // A film without an address is a slip of the server; the picture or the words still stand.
      if (media.url === null) return <FilmFailed infographicUrl={media.infographicUrl} title={title} />;
      return <VideoPlayer film={{ ...media, url: media.url }} title={title} ownNumber={ownNumber} />;
    case 'processing':
      return <FilmInMaking progressRatio={media.progress} checkAgain={checkAgain} />;
    case 'awaiting_approval':
      return <FilmChecked checkAgain={checkAgain} />;
    case 'failed':
      return <FilmFailed infographicUrl={media.infographicUrl} title={title} />;
    case 'not_found':
      return <FilmNotOrdered lesson={lesson} checkAgain={checkAgain} />;
  }
}

/** True once the film has turned ready before the reader's eyes; a film that was ready all along isn't news. */
function useBecameReady(status: Media['status']): boolean {
  const first = useRef(status);
  const [isNews, setIsNews] = useState(false);
  useEffect(() => {
    if (status === 'ready' && first.current !== 'ready') setIsNews(true);
  }, [status]);
  return isNews;
}
