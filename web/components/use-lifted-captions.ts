import { type RefObject, useEffect } from 'react';

/** Lines from the lower edge at which captions of two lines begin, clear of the control bar. */
const LIFTED_LINE = -5;

/**
 * Captions stand at the lower edge of the film. While the control bar lies there they stand above it:
 * `hasBar` where there is one, `isPlaying` where it hides while nobody moves.
 */
export function useLiftedCaptions(
  refs: { controller: RefObject<HTMLElement | null>; video: RefObject<HTMLVideoElement | null> },
  { hasBar, isPlaying }: { hasBar: boolean; isPlaying: boolean },
): void {
  const { controller: controllerRef, video: videoRef } = refs;
  useEffect(() => {
    const [controller, video] = [controllerRef.current, videoRef.current];
    if (!controller || !video) return;
    const place = () => {
      const isHidden = isPlaying && controller.hasAttribute('userinactive');
      placeCaptions(video, hasBar && !isHidden ? LIFTED_LINE : 'auto');
    };
    place();
    const tracks = [...video.textTracks];
    controller.addEventListener('userinactivechange', place);
    for (const track of tracks) track.addEventListener('cuechange', place);
    return () => {
      controller.removeEventListener('userinactivechange', place);
      for (const track of tracks) track.removeEventListener('cuechange', place);
    };
  }, [controllerRef, videoRef, hasBar, isPlaying]);
}

function placeCaptions(video: HTMLVideoElement, line: number | 'auto'): void {
  for (const { kind, cues } of video.textTracks) {
    if (kind !== 'captions') continue;
    for (const cue of cues ?? []) {
      if (cue instanceof VTTCue && cue.line !== line) cue.line = line;
    }
  }
}
