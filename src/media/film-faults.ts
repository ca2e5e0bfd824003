import type { PictureFacts } from './decode-job.ts';
import type { FilmRules } from './film-rules.ts';
import type { FlashStretch } from './flash-counter.ts';
import type { MediaFacts, VideoFacts } from './media-facts.ts';
import type { MediaFinding } from './media-finding.ts';
import {
  AUDIO_TRACK_MISSING,
  BOX_OVERRUNS_FILE,
  FILM_BLACK,
  FILM_FLASHES,
  FILM_FLASHES_RED,
  FILM_FROZEN,
  FILM_TOO_LARGE,
  FILM_TOO_LONG,
  FILM_TOO_SHORT,
  FILM_TOO_SMALL,
  FRAME_RATE_VARIABLE,
  HEADER_DURATION_WRONG,
  NOT_FAST_START,
  PICTURES_INCOMPLETE,
  PICTURES_INTERLACED,
  PIXELS_NOT_SQUARE,
  TRACK_LENGTHS_DIFFER,
} from './media-reason-codes.ts';
import type { Stretch } from './stretches.ts';

/** Why the film breaks the rules, as far as its index says. */
export function ruleFaults(facts: MediaFacts, rules: FilmRules): MediaFinding[] {
  const findings = [...facts.faults.film];
  const { sizeBytes, hasBoxOverrun } = facts.container;
  if (hasBoxOverrun) {
    const message = `a box claims to end behind the end of the file (${sizeBytes} bytes): it is cut or its size is wrong`;
    findings.push({ code: BOX_OVERRUNS_FILE, message });
  }
  if (sizeBytes > rules.sizeMaxBytes) {
    const message = `the file has ${sizeBytes} bytes; at most ${rules.sizeMaxBytes} are allowed`;
    findings.push({ code: FILM_TOO_LARGE, message });
  }
  if (facts.video)
    findings.push(...sizeFaults(facts.video, rules), ...lengthFaults(facts, facts.video, rules));
  return findings;
}

function sizeFaults(video: VideoFacts, rules: FilmRules): MediaFinding[] {
  const { shownWidthPixels: width, shownHeightPixels: height } = video;
  if (Math.min(width, height) >= rules.shortSideMinPixels) return [];
  const message = `the picture is ${width}×${height} as shown; its short side must be at least ${rules.shortSideMinPixels}`;
  return [{ code: FILM_TOO_SMALL, message }];
}

function lengthFaults(facts: MediaFacts, video: VideoFacts, rules: FilmRules): MediaFinding[] {
  const range = `${seconds(rules.durationMinMs)} to ${seconds(rules.durationMaxMs)} are allowed`;
  if (video.durationMs < rules.durationMinMs - rules.durationToleranceMs) {
    return [{ code: FILM_TOO_SHORT, message: `the pictures last ${seconds(video.durationMs)}; ${range}` }];
  }
  if (facts.durationMs > rules.durationMaxMs + rules.durationToleranceMs) {
    return [{ code: FILM_TOO_LONG, message: `the film lasts ${seconds(facts.durationMs)}; ${range}` }];
  }
  return [];
}

/** Why the film breaks the rules, as its pictures show. */
export function pictureRuleFaults(pictures: PictureFacts, rules: FilmRules): MediaFinding[] {
  const black = pictures.black.filter((stretch) => lengthMs(stretch) > rules.blackMaxMs);
  const frozen = pictures.frozen.filter((stretch) => lengthMs(stretch) > rules.frozenMaxMs);
  return [
    ...black.map(
      (stretch): MediaFinding => ({
        code: FILM_BLACK,
        message: `black for ${seconds(lengthMs(stretch))} (${when(stretch)}); at most ${seconds(rules.blackMaxMs)} are allowed`,
      }),
    ),
    ...frozen.map(
      (stretch): MediaFinding => ({
        code: FILM_FROZEN,
        message: `no change of the picture for ${seconds(lengthMs(stretch))} (${when(stretch)}); at most ${seconds(rules.frozenMaxMs)} are allowed`,
      }),
    ),
    ...pictures.flashes.map(
      (stretch): MediaFinding => ({ code: FILM_FLASHES, message: flashMessage('general', stretch) }),
    ),
    ...pictures.redFlashes.map(
      (stretch): MediaFinding => ({
        code: FILM_FLASHES_RED,
        message: flashMessage('red', stretch),
      }),
    ),
  ];
}

function flashMessage(kind: string, stretch: FlashStretch): string {
  return `${stretch.flashesPerSecond} ${kind} flashes within one second (${when(stretch)}) over more than a quarter of a 10° field; at most 3 are allowed (WCAG 2.3.1)`;
}

const headerSlackMs = 500;
const trackSlackMs = 500;

/** What is worth knowing about a film, and refuses nothing. */
export function filmWarnings(facts: MediaFacts, pictures: PictureFacts | null): MediaFinding[] {
  const { video, audio, headerDurationMs, durationMs } = facts;
  const findings: MediaFinding[] = [];
  const warn = (isTrue: boolean, finding: MediaFinding) => {
    if (isTrue) findings.push(finding);
  };
  warn(facts.container.indexPlace === 'after_media', {
    code: NOT_FAST_START,
    message: 'the index stands behind the media: a browser needs a second request before it can start',
  });
  warn(audio.length === 0, { code: AUDIO_TRACK_MISSING, message: 'there is no audio track' });
  warn(headerDurationMs !== null && Math.abs(headerDurationMs - durationMs) > headerSlackMs, {
    code: HEADER_DURATION_WRONG,
    message: `the header claims ${seconds(headerDurationMs ?? 0)}, the samples last ${seconds(durationMs)}`,
  });
  if (!video) return findings;
  warn(video.isFrameRateVariable === true, {
    code: FRAME_RATE_VARIABLE,
    message: `the pictures come at uneven distances, ${video.frameRateHz} a second on average`,
  });
  warn(video.isInterlaced === true, { code: PICTURES_INTERLACED, message: 'the pictures may be interlaced' });
  warn(video.pixelAspect.width !== video.pixelAspect.height, {
    code: PIXELS_NOT_SQUARE,
    message: `pixels are ${video.pixelAspect.width}:${video.pixelAspect.height}, so ${video.widthPixels}×${video.heightPixels} is shown as ${video.shownWidthPixels}×${video.shownHeightPixels}`,
  });
  warn(
    audio.some((track) => Math.abs(track.durationMs - video.durationMs) > trackSlackMs),
    {
      code: TRACK_LENGTHS_DIFFER,
      message: `pictures last ${seconds(video.durationMs)}, sound ${audio.map((track) => seconds(track.durationMs)).join(', ')}`,
    },
  );
  warn(pictures !== null && pictures.decoderError === null && pictures.decodedCount < pictures.sampleCount, {
    code: PICTURES_INCOMPLETE,
    message: `${pictures?.decodedCount} of ${pictures?.sampleCount} pictures decode`,
  });
  return findings;
}

function lengthMs(stretch: Stretch): number {
  return stretch.endMs - stretch.startMs;
}

function seconds(durationMs: number): string {
  return `${Number((durationMs / 1000).toFixed(2))} s`;
}

function when(stretch: Stretch): string {
  return `${seconds(stretch.startMs)} to ${seconds(stretch.endMs)}`;
}
