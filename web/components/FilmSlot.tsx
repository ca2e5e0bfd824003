import { useEffect, useRef, useState } from 'react';
import type { Media, OwnInfographic } from '../../src/http/contract.ts';
import type { Lesson } from '../api/media.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { FilmChecked, FilmFailed, FilmInMaking, FilmNotOrdered, FilmPicture } from './FilmPlaceholder.tsx';
import { VideoPlayer } from './VideoPlayer.tsx';

type FilmSlotProps = {
  readonly lesson: Lesson;
  readonly media: Media;
  readonly title: string;
  /** The member's own number, written with its unit. */
  readonly ownNumber: string | null;
  /** Stands in for a film that can't be had; null where the example does. */
  readonly ownPicture: OwnInfographic | null;
  /** Present where the last look at the film's state failed. */
  readonly checkAgain: (() => unknown) | null;
};

/**
 * The place of a film: the film where it is ready, else the lesson as a picture or an honest word about where
 * it stands, in a frame of the same size, so that nothing moves when one replaces the other.
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

function FilmFrame({ media, title, lesson, ownNumber, ownPicture, checkAgain }: FilmSlotProps) {
  switch (media.status) {
    case 'ready':
      if (media.url !== null) {
        const film = { ...media, url: media.url };
        return <VideoPlayer film={film} locale={lesson.locale} title={title} ownNumber={ownNumber} />;
      }
      return media.infographicUrl === null ? (
        <FilmFailed />
      ) : (
        <FilmPicture exampleUrl={media.infographicUrl} ownPicture={ownPicture} title={title} />
      );
    case 'processing':
      return <FilmInMaking progressRatio={media.progress} checkAgain={checkAgain} />;
    case 'awaiting_approval':
      return <FilmChecked checkAgain={checkAgain} />;
    case 'failed':
      return <FilmFailed />;
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
