import { useState } from 'react';
import type { Media } from '../../src/http/contract.ts';
import { useTranscript } from '../api/media.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { Disclosure } from './Disclosure.tsx';

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
        <img
          src={media.infographicUrl ?? undefined}
          alt={texts.film.infographicOf(title)}
          width={1280}
          height={720}
          loading="lazy"
          className="mb-3 h-auto w-full rounded-control border border-line"
        />
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
