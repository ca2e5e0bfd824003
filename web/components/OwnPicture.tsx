import { useState } from 'react';
import type { OwnInfographic } from '../../src/http/contract.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { Disclosure } from './Disclosure.tsx';
import { useIsDark } from './use-is-dark.ts';

/** What infographics are drawn in, so that nothing jumps when one arrives; how tall one is, its numbers decide. */
const WIDTH_PX = 720;
const HEIGHT_PX = 1160;

type OwnPictureProps = {
  readonly picture: OwnInfographic;
  readonly title: string;
  /** The lesson's picture with its worked example; null where there is none yet. */
  readonly exampleUrl: string | null;
};

/** "With your numbers": a row that opens onto the picture. It is asked for when somebody wants to see it. */
export function OwnPictureRow(props: OwnPictureProps) {
  const { texts } = useTexts();
  const [isWanted, setIsWanted] = useState(false);
  return (
    <Disclosure summary={texts.film.withYourNumbers} isRow onOpen={() => setIsWanted(true)}>
      {isWanted && <OwnPicture {...props} />}
    </Disclosure>
  );
}

/** The picture with the member's numbers; where it can't be had, the example, and a word that it is one. */
export function OwnPicture({ picture, title, exampleUrl }: OwnPictureProps) {
  const { texts } = useTexts();
  const isDark = useIsDark();
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const url = `${picture.url}&theme=${isDark ? 'dark' : 'light'}`;
  if (failedUrl === url) return <Example title={title} url={exampleUrl} />;
  const facts = picture.facts.map(({ label, value }) => `${label} ${value}`).join('; ');
  return (
    <LessonPicture url={url} alt={texts.film.ownPictureOf(title, facts)} onError={() => setFailedUrl(url)} />
  );
}

function Example({ title, url }: { title: string; url: string | null }) {
  const { texts } = useTexts();
  return (
    <>
      <p role="status">{url === null ? texts.film.noOwnPicture : texts.film.exampleInstead}</p>
      {url !== null && <LessonPicture url={url} alt={texts.film.infographicOf(title)} />}
    </>
  );
}

/** An infographic as wide as it can be read well. */
export function LessonPicture(props: { url: string; alt: string; onError?: () => void }) {
  return (
    <img
      src={props.url}
      alt={props.alt}
      width={WIDTH_PX}
      height={HEIGHT_PX}
      loading="lazy"
      decoding="async"
      onError={props.onError}
      className="mx-auto h-auto w-full max-w-md rounded-control border border-line"
    />
  );
}
