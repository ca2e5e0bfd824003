import { BookOpenText, Clapperboard, Eye, Sparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OwnInfographic } from '../../src/http/contract.ts';
import { type Lesson, useOrderFilm } from '../api/media.ts';
import { formatPercent } from '../format/quantity.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { Button } from './Button.tsx';
import { failureText } from './FailurePanel.tsx';
import { LessonPicture, OwnPicture } from './OwnPicture.tsx';

type CheckAgain = { readonly checkAgain: (() => unknown) | null };

/** A film is done when it can be seen: until then no bar is full. */
const SHOWN_PROGRESS_MAX_RATIO = 0.99;

export function FilmInMaking(props: CheckAgain & { progressRatio: number }) {
  const { texts, language } = useTexts();
  const progressRatio = Math.min(props.progressRatio, SHOWN_PROGRESS_MAX_RATIO);
  const label = texts.film.beingMade(formatPercent(progressRatio, language));
  return (
    <Frame isMoving icon={<Sparkles aria-hidden="true" className="size-7" />}>
      <p className="font-semibold">{label}</p>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(progressRatio * 100)}
        className="h-1.5 w-40 overflow-hidden rounded-full bg-line"
      >
        <div
          className="h-full rounded-full bg-brand transition-[width] duration-700 ease-[var(--ease-out)]"
          style={{ width: `${Math.round(progressRatio * 100)}%` }}
        />
      </div>
      <CheckFailing checkAgain={props.checkAgain} otherwise={texts.film.beingMadeNote} />
    </Frame>
  );
}

export function FilmChecked({ checkAgain }: CheckAgain) {
  const { texts } = useTexts();
  return (
    <Frame isMoving icon={<Eye aria-hidden="true" className="size-7" />}>
      <p className="font-semibold">{texts.film.beingChecked}</p>
      <CheckFailing checkAgain={checkAgain} otherwise={texts.film.beingCheckedNote} />
    </Frame>
  );
}

export function FilmNotOrdered({ lesson, checkAgain }: CheckAgain & { lesson: Lesson }) {
  const { texts } = useTexts();
  const order = useOrderFilm(lesson);
  const isOverBudget = order.data?.status === 'over_budget';
  return (
    <Frame icon={<Clapperboard aria-hidden="true" className="size-7" />}>
      <p className="font-semibold">{texts.film.notOrdered}</p>
      <Button
        look="quiet"
        disabledReason={isOverBudget ? texts.film.overBudget : null}
        onClick={() => !order.isPending && order.mutate()}
      >
        {order.isPending ? texts.film.ordering : texts.film.order}
      </Button>
      <p role="status" className="text-sm text-soft empty:hidden">
        {order.isError ? failureText(order.error, texts) : isOverBudget ? texts.film.overBudget : ''}
      </p>
      {checkAgain && <CheckFailing checkAgain={checkAgain} otherwise="" />}
    </Frame>
  );
}

/**
 * The lesson as a picture, where no film of it can be had: with the member's own numbers where they are known.
 * It is taller than a film, and what it says must be readable, so the frame gives way.
 */
export function FilmPicture(props: { exampleUrl: string; ownPicture: OwnInfographic | null; title: string }) {
  const { texts } = useTexts();
  const { exampleUrl, ownPicture, title } = props;
  return (
    <figure>
      <figcaption className="bg-brand-wash px-5 py-2 text-sm sm:px-6">{texts.film.asPicture}</figcaption>
      <div className="p-4">
        {ownPicture ? (
          <OwnPicture picture={ownPicture} title={title} exampleUrl={exampleUrl} />
        ) : (
          <LessonPicture url={exampleUrl} alt={texts.film.infographicOf(title)} />
        )}
      </div>
    </figure>
  );
}

/** The last step down: the words of the card carry the lesson. */
export function FilmFailed() {
  const { texts } = useTexts();
  return (
    <Frame icon={<BookOpenText aria-hidden="true" className="size-7" />}>
      <p className="font-semibold">{texts.film.failed}</p>
      <p className="max-w-sm text-sm text-soft">{texts.film.failedNote}</p>
    </Frame>
  );
}

function Frame({ icon, isMoving, children }: { icon: ReactNode; isMoving?: boolean; children: ReactNode }) {
  return (
    <div className="frame-16-9 bg-brand-wash">
      {isMoving && <div aria-hidden="true" className="sheen absolute inset-0" />}
      <div className="absolute inset-0 flex flex-col items-center justify-center gap-2 p-4 text-center sm:gap-3">
        <span className="text-brand">{icon}</span>
        {children}
      </div>
    </div>
  );
}

function CheckFailing({ checkAgain, otherwise }: CheckAgain & { otherwise: string }) {
  const { texts } = useTexts();
  if (!checkAgain) return <p className="max-w-sm text-sm text-soft">{otherwise}</p>;
  return (
    <p className="text-sm text-soft">
      {texts.film.checkFailing}{' '}
      <button type="button" className="font-semibold text-brand underline" onClick={() => checkAgain()}>
        {texts.failure.retry}
      </button>
    </p>
  );
}
