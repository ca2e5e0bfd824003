import { useEffect, useRef, useState } from 'react';
import type { Media } from '../../src/http/contract.ts';
import { type Lesson, useMedia } from '../api/media.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { FilmChecked, FilmFailed, FilmInMaking, FilmNotOrdered } from './FilmPlaceholder.tsx';
import { FilmTranscript } from './FilmTranscript.tsx';
import { VideoPlayer } from './VideoPlayer.tsx';

type FilmSlotProps = {
  readonly lesson: Lesson;
  readonly initial: Media;
  readonly title: string;
  readonly ownNumber: string | null;
};

/**
 * The place of a film: the film where it is ready, else an honest word about where it stands, in a frame
 * of the same size. Follows the film's state by itself, so a film that becomes ready replaces its placeholder.
 */
export function FilmSlot({ lesson, initial, title, ownNumber }: FilmSlotProps) {
  const { media, isCheckFailing, checkAgain } = useMedia(lesson, initial);
  const becameReady = useBecameReady(media.status);
  const { texts } = useTexts();
  return (
    <div>
      <div className="overflow-hidden rounded-t-[inherit] bg-sunken">
        <FilmFrame
          media={media}
          lesson={lesson}
          title={title}
          ownNumber={ownNumber}
          checkAgain={isCheckFailing ? checkAgain : null}
        />
      </div>
      <p className="sr-only" role="status">
        {becameReady ? texts.film.ready : ''}
      </p>
      {/* One line is kept free from the start, so that nothing moves when the film arrives. */}
      <div className="min-h-11 px-5 pt-1 sm:px-6">
        {media.status === 'ready' && <FilmTranscript media={media} title={title} />}
      </div>
    </div>
  );
}

function FilmFrame(props: {
  media: Media;
  lesson: Lesson;
  title: string;
  ownNumber: string | null;
  checkAgain: (() => unknown) | null;
}) {
  const { media, title } = props;
  switch (media.status) {
    case 'ready':
      // A film without an address is a slip of the server; the picture or the words still stand.
      if (media.url === null) return <FilmFailed infographicUrl={media.infographicUrl} title={title} />;
      return <VideoPlayer film={{ ...media, url: media.url }} title={title} ownNumber={props.ownNumber} />;
    case 'processing':
      return <FilmInMaking progressRatio={media.progress} checkAgain={props.checkAgain} />;
    case 'awaiting_approval':
      return <FilmChecked checkAgain={props.checkAgain} />;
    case 'failed':
      return <FilmFailed infographicUrl={media.infographicUrl} title={title} />;
    case 'not_found':
      return <FilmNotOrdered lesson={props.lesson} checkAgain={props.checkAgain} />;
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
