import type { DeliveredFilm } from './film-order.ts';
import type { FilmRules } from './film-rules.ts';
import type { VideoFacts } from './media-facts.ts';
import type { MediaFinding } from './media-finding.ts';
import {
  AUDIO_CODEC_NOT_BROWSER_SAFE,
  AUDIO_UNDECODABLE,
  BOX_OVERRUNS_FILE,
  FILM_TOO_LONG,
  FILM_TOO_SMALL,
  MEDIA_ENCRYPTED,
  type MediaReasonCode,
  PIXEL_FORMAT_NOT_BROWSER_SAFE,
  VIDEO_CODEC_NOT_BROWSER_SAFE,
  VIDEO_PROFILE_NOT_BROWSER_SAFE,
  VIDEO_UNDECODABLE,
} from './media-reason-codes.ts';
import type { FilmVerdict } from './validate-film.ts';

/** What has to be done to a film that is sound but not in the form that is published. */
export type NormalisingPlan =
  /** Faults that no rewriting mends, the gravest first. */
  | { readonly kind: 'refuse'; readonly faults: readonly MediaFinding[] }
  /** What is done about the form, in words; nothing where there is none. */
  | { readonly kind: 'rewrap' | 'reencode'; readonly reasons: readonly string[] };

/** Faults of the coding: the pictures may be sound, and no browser is bound to show them. */
const codingCodes: readonly MediaReasonCode[] = [
  VIDEO_CODEC_NOT_BROWSER_SAFE,
  VIDEO_PROFILE_NOT_BROWSER_SAFE,
  PIXEL_FORMAT_NOT_BROWSER_SAFE,
];
/** Faults that go when the sound goes. */
const soundCodes: readonly MediaReasonCode[] = [AUDIO_CODEC_NOT_BROWSER_SAFE, AUDIO_UNDECODABLE];
const quickTimeBrand = 'qt  ';

/** Decides from a verdict what a film needs. It is judged again afterwards, so this may be hopeful. */
export function planNormalising(
  verdict: FilmVerdict,
  options: { rules: FilmRules; keepSound: boolean; mayAppend: boolean },
): NormalisingPlan {
  const { video, audio, container } = verdict.metadata;
  const dropsSound = audio.length > 0 && !options.keepSound;
  const isCodingWrong = verdict.errors.some((error) => codingCodes.includes(error.code));
  const isMended = ({ code }: MediaFinding): boolean => {
    if (codingCodes.includes(code) || code === BOX_OVERRUNS_FILE) return true;
    // A picture of another depth than the judge knows ends its decoding: that is the pixel format's fault.
    if (code === VIDEO_UNDECODABLE) return isCodingWrong;
    if (!dropsSound || !video) return false;
    if (code === MEDIA_ENCRYPTED) return !video.isEncrypted;
    if (code === FILM_TOO_LONG)
      return video.durationMs <= options.rules.durationMaxMs + options.rules.durationToleranceMs;
    return soundCodes.includes(code);
  };
  const faults = verdict.errors.filter((error) => !isMended(error));
  if (faults.length > 0 || !video || !container) return { kind: 'refuse', faults };
  const isClosed = options.mayAppend || container.hasBoxOverrun;
  const rewrap = [
    ...(container.indexPlace === 'after_media' ? ['index put before the pictures'] : []),
    ...(container.majorBrand === quickTimeBrand ? ['QuickTime file written as MP4'] : []),
    ...(container.hasBoxOverrun ? ['lengths of boxes corrected'] : []),
    ...(isClosed ? [] : ['last box closed, so that the mark fits behind it']),
  ];
  const reencode = codingReasons(video, isCodingWrong);
  const sound = dropsSound ? ['sound removed: the lesson has none'] : [];
  return reencode.length > 0
    ? { kind: 'reencode', reasons: [...reencode, ...sound] }
    : { kind: 'rewrap', reasons: [...sound, ...rewrap] };
}

/** A film in a container that isn't MP4: coded anew, unless it is too small, which nothing mends. */
export function planForOtherContainer(film: DeliveredFilm, rules: FilmRules): NormalisingPlan {
  const { widthPx, heightPx, codec, container } = film;
  if (Math.min(widthPx, heightPx) >= rules.shortSideMinPixels)
    return { kind: 'reencode', reasons: [`${container} with ${codec} coded as H.264 in an MP4`] };
  const message = `the picture is ${widthPx}×${heightPx} as shown; its short side must be at least ${rules.shortSideMinPixels}`;
  return { kind: 'refuse', faults: [{ code: FILM_TOO_SMALL, message }] };
}

function codingReasons(video: VideoFacts, isCodingWrong: boolean): string[] {
  const { codec, profile, pixelFormat, rotationDegrees, widthPixels, heightPixels } = video;
  const isOther = codec !== 'h264';
  const isOdd = widthPixels % 2 !== 0 || heightPixels % 2 !== 0;
  return [
    ...(isOther ? [`${codec ?? video.codecTag} coded as H.264`] : []),
    ...(isCodingWrong && !isOther ? [`${profile} (${pixelFormat}) coded as High (yuv420p)`] : []),
    ...(rotationDegrees === 0 ? [] : [`turned upright: it was stored to be turned by ${rotationDegrees}°`]),
    ...(isOdd ? [`cut to even sides: it was stored as ${widthPixels}×${heightPixels}`] : []),
  ];
}
