import { useState } from 'react';
import type { Media } from '../../src/http/contract.ts';
import { useTranscript } from '../api/media.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { Disclosure } from './Disclosure.tsx';
import { LessonPicture } from './OwnPicture.tsx';

/** The film as words and as a picture, for those who would rather not, or can't, watch it. */
export function FilmTranscript({ media, title, locale }: { media: Media; title: string; locale: string }) {
  const { texts } = useTexts();
  const [isWanted, setIsWanted] = useState(false);
  const transcript = useTranscript(media.transcriptUrl, isWanted);
  const isPictureNew = media.url !== null && media.infographicUrl !== null;
  if (media.transcriptUrl === null && !isPictureNew) return null;
  return (
    <Disclosure summary={texts.film.read} onOpen={() => setIsWanted(true)}>
      {isPictureNew && isWanted && (
        <div className="mb-3">
          <LessonPicture url={media.infographicUrl ?? ''} alt={texts.film.infographicOf(title)} />
        </div>
      )}
      {transcript.isPending && media.transcriptUrl !== null && <p>{texts.shell.loading}</p>}
      {transcript.isError && <p>{texts.film.noTranscript}</p>}
      {transcript.data && (
        <p lang={locale} className="whitespace-pre-line">
          {transcript.data}
        </p>
      )}
    </Disclosure>
  );
}
