import { Play, RotateCcw } from 'lucide-react';
import { type Dispatch, type RefObject, type SetStateAction, useEffect, useRef, useState } from 'react';
import type { Media } from '../../src/http/contract.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { AiGeneratedLabel } from './AiGeneratedLabel.tsx';
import { Button } from './Button.tsx';
import { ownNumberSlot } from './own-number-slot.ts';

const FILM_WIDTH_PX = 1280;
const FILM_HEIGHT_PX = 720;
/** The label by which the player knows the track whose pictures it shows while somebody seeks. */
const THUMBNAILS = 'thumbnails';

export type VideoPlayerProps = {
  readonly film: Pick<
    Media,
    'posterUrl' | 'captionsUrl' | 'thumbnailsUrl' | 'durationMs' | 'isAiGenerated'
  > & { readonly url: string };
  /** The language of the film and its captions. */
  readonly locale: string;
  /** What the film explains, for the play button's name. */
  readonly title: string;
  /** The member's own number, drawn here in the browser: films themselves never carry personal data. */
  readonly ownNumber?: string | null;
};

type Phase = 'poster' | 'playing' | 'paused' | 'ended' | 'broken';
type Controls = 'unloaded' | 'loaded' | 'failed';

/**
 * A film in a 16:9 frame that never changes size. It starts on a click only. Nothing of the film but its
 * poster is fetched before, and the control bar is loaded when somebody first reaches for the player.
 */
export function VideoPlayer({ film, locale, title, ownNumber = null }: VideoPlayerProps) {
  const { language } = useTexts();
  const videoRef = useRef<HTMLVideoElement>(null);
  const [phase, setPhase] = useState<Phase>('poster');
  const [isNumberDue, setIsNumberDue] = useState(false);
  const controllerRef = useControllerNamed(title);
  const { controls, loadControls } = useLazyControls();
  const hasBar = controls === 'loaded' && phase !== 'poster' && phase !== 'broken';

  const start = () => {
    loadControls();
    videoRef.current?.focus({ preventScroll: true });
    // A refusal by the browser leaves the poster and its button in place; errors arrive at onError.
    videoRef.current?.play().catch(() => {});
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset groups form controls, which a player isn't.
    <div
      role="group"
      aria-label={title}
      className="frame-16-9 @container rounded-[inherit] bg-sunken"
      onPointerEnter={loadControls}
      onFocus={loadControls}
    >
      <media-controller lang={language} autohide="1" ref={controllerRef} data-phase={phase}>
        <FilmElement
          ref={videoRef}
          film={film}
          locale={locale}
          hasNativeControls={controls === 'failed'}
          onPhase={setPhase}
          onSeconds={(seconds) => setIsNumberDue(seconds >= ownNumberSlot.fromSeconds)}
        />
        {film.isAiGenerated && phase !== 'broken' && <AiGeneratedLabel />}
        {hasBar && <ControlBar hasFullScreen={!film.isAiGenerated || document.fullscreenEnabled} />}
      </media-controller>
      {ownNumber !== null && isNumberDue && phase !== 'poster' && phase !== 'broken' && (
        <OwnNumber value={ownNumber} />
      )}
      {(phase === 'poster' || phase === 'ended') && (
        <StartButton phase={phase} title={title} durationMs={film.durationMs} onStart={start} />
      )}
      {phase === 'broken' && (
        <BrokenFilm
          onRetry={() => {
            setPhase('poster');
            reload(videoRef);
          }}
        />
      )}
    </div>
  );
}

type FilmElementProps = {
  readonly ref: RefObject<HTMLVideoElement | null>;
  readonly film: VideoPlayerProps['film'];
  readonly locale: string;
  readonly hasNativeControls: boolean;
  readonly onPhase: Dispatch<SetStateAction<Phase>>;
  readonly onSeconds: (seconds: number) => void;
};

function FilmElement({ ref, film, locale, hasNativeControls, onPhase, onSeconds }: FilmElementProps) {
  const { texts } = useTexts();
  return (
    // biome-ignore lint/a11y/useMediaCaption: the track is there wherever the film has captions.
    <video
      ref={ref}
      slot="media"
      src={film.url}
      poster={film.posterUrl ?? undefined}
      width={FILM_WIDTH_PX}
      height={FILM_HEIGHT_PX}
      preload="none"
      playsInline
      controls={hasNativeControls}
      controlsList={film.isAiGenerated ? 'nofullscreen nodownload noremoteplayback' : undefined}
      disablePictureInPicture={film.isAiGenerated}
      disableRemotePlayback={film.isAiGenerated}
      tabIndex={-1}
      className="absolute inset-0 size-full object-contain"
      onPlay={() => onPhase('playing')}
      onPause={() => onPhase((now) => (now === 'playing' ? 'paused' : now))}
      onEnded={() => onPhase('ended')}
      onError={() => onPhase('broken')}
      onTimeUpdate={({ currentTarget }) => onSeconds(currentTarget.currentTime)}
    >
      {film.captionsUrl && (
        <track kind="captions" src={film.captionsUrl} srcLang={locale} label={texts.film.captions} default />
      )}
      {film.thumbnailsUrl && <track kind="metadata" src={film.thumbnailsUrl} label={THUMBNAILS} default />}
    </video>
  );
}

/** Once its element is defined, each player calls itself "video player": they are told apart by their films. */
function useControllerNamed(title: string): RefObject<HTMLElement | null> {
  const controllerRef = useRef<HTMLElement>(null);
  useEffect(() => {
    void customElements
      .whenDefined('media-controller')
      .then(() => controllerRef.current?.setAttribute('aria-label', title));
  }, [title]);
  return controllerRef;
}

function useLazyControls() {
  const [controls, setControls] = useState<Controls>('unloaded');
  const isAsked = useRef(false);
  const loadControls = () => {
    if (isAsked.current) return;
    isAsked.current = true;
    import('./player-elements.ts').then(
      () => setControls('loaded'),
      // The film matters more than its buttons: the browser's own take over.
      () => setControls('failed'),
    );
  };
  return { controls, loadControls };
}

function reload(videoRef: RefObject<HTMLVideoElement | null>): void {
  videoRef.current?.load();
  videoRef.current?.play().catch(() => {});
}

/** It says `aria-checked`, which only a switch may; its own role, set on arrival, is `button`. */
function asSwitch(captionsButton: HTMLElement | null): void {
  captionsButton?.setAttribute('role', 'switch');
}

/**
 * Films have no sound, so there is nothing to mute. Where a browser would show the film alone on its screen, as
 * iPhones do, a film that has to be called AI-generated stays on the page that calls it so.
 */
function ControlBar({ hasFullScreen }: { readonly hasFullScreen: boolean }) {
  return (
    <media-control-bar>
      <media-play-button />
      <media-time-range />
      <media-time-display showduration />
      <media-captions-button ref={asSwitch} />
      {hasFullScreen && <media-fullscreen-button />}
    </media-control-bar>
  );
}

const share = (of: number) => `${of * 100}%`;
const slotPlace = {
  left: share(ownNumberSlot.left),
  top: share(ownNumberSlot.top),
  width: share(ownNumberSlot.width),
  height: share(ownNumberSlot.height),
};

function OwnNumber({ value }: { value: string }) {
  const { texts } = useTexts();
  return (
    <div className="pointer-events-none absolute flex items-start justify-end" style={slotPlace}>
      <p className="arrive flex max-h-full max-w-full items-baseline gap-1.5 overflow-hidden rounded-xl bg-white/92 px-[8%] py-1 font-bold text-[#1b2f73] shadow-card">
        <span className="text-[max(0.6875rem,2.2cqi)] font-semibold">{texts.film.yours}</span>
        <span className="figures text-[max(0.9375rem,4.4cqi)] leading-tight">{value}</span>
      </p>
    </div>
  );
}

/** Its label stays in the lowest 18 % of the frame, which films keep free of words. */
function StartButton(props: {
  phase: 'poster' | 'ended';
  title: string;
  durationMs: number | null;
  onStart: () => void;
}) {
  const { texts } = useTexts();
  const isReplay = props.phase === 'ended';
  const seconds = props.durationMs === null ? null : Math.round(props.durationMs / 1000);
  const caption = seconds === null ? texts.film.watchShort : texts.film.watch(seconds);
  return (
    <button
      type="button"
      onClick={props.onStart}
      className={`group absolute inset-x-0 top-0 flex items-end p-1.5 focus-visible:outline-offset-[-4px] @md:p-2 ${isReplay ? 'bottom-12' : 'bottom-0'}`}
    >
      <span className="flex items-center gap-2 rounded-full bg-[#0d1222d9] py-0.5 pr-3 pl-0.5 text-xs @md:py-1 @md:pr-3.5 @md:pl-1 @xl:gap-2.5 @xl:py-1.5 @xl:pr-4 @xl:pl-1.5 @xl:text-sm font-semibold text-white transition-transform duration-300 ease-[var(--ease-out)] group-hover:scale-104">
        <span className="flex size-6 items-center justify-center rounded-full bg-white text-[#1b2f73] @md:size-7 @xl:size-9">
          {isReplay ? (
            <RotateCcw aria-hidden="true" className="size-4.5" />
          ) : (
            <Play aria-hidden="true" className="ml-0.5 size-4 fill-current" />
          )}
        </span>
        {isReplay ? texts.film.again : caption}
        <span className="sr-only">: {props.title}</span>
      </span>
    </button>
  );
}

function BrokenFilm({ onRetry }: { onRetry: () => void }) {
  const { texts } = useTexts();
  return (
    <div
      role="alert"
      className="absolute inset-0 flex flex-col items-center justify-center gap-3 bg-sunken p-4 text-center"
    >
      <p className="font-semibold">{texts.film.broken}</p>
      <Button look="quiet" onClick={onRetry}>
        {texts.failure.retry}
      </Button>
    </div>
  );
}
