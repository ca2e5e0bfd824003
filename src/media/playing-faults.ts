import type { DecodeReport, PictureFacts, SoundFacts } from './decode-job.ts';
import type { AudioFacts, MediaFacts, VideoFacts } from './media-facts.ts';
import type { MediaFinding } from './media-finding.ts';
import {
  AUDIO_CODEC_NOT_BROWSER_SAFE,
  AUDIO_UNDECODABLE,
  MEDIA_DATA_MISSING,
  MEDIA_ENCRYPTED,
  PICTURES_MISSING,
  PIXEL_FORMAT_NOT_BROWSER_SAFE,
  VIDEO_CODEC_NOT_BROWSER_SAFE,
  VIDEO_DATA_DAMAGED,
  VIDEO_PROFILE_NOT_BROWSER_SAFE,
  VIDEO_TRACK_MISSING,
  VIDEO_UNDECODABLE,
} from './media-reason-codes.ts';

/** What every current browser decodes in an MP4, without asking the machine. */
const safeProfiles = ['Constrained Baseline', 'Baseline', 'Main', 'High'];
const safePixelFormats = ['yuv420p'];
const safeAudioCodecs = ['aac', 'mp3', 'opus', 'flac'];
/** A film cut out of a longer one may lose the pictures that lean on what was cut away. */
const missingShareMax = 0.02;
const missingCountMax = 2;

/** Why a browser can't show the film, as far as its index says. */
export function structureFaults(facts: MediaFacts): MediaFinding[] {
  const findings = [...facts.faults.playing];
  if (facts.container.indexPlace === 'no_media') {
    findings.push({ code: MEDIA_DATA_MISSING, message: 'there is an index but no media data (mdat box)' });
  }
  if (facts.video) findings.push(...videoFaults(facts.video));
  else findings.push({ code: VIDEO_TRACK_MISSING, message: 'there is no video track' });
  findings.push(...facts.audio.flatMap(audioFaults));
  return findings;
}

function videoFaults(video: VideoFacts): MediaFinding[] {
  const findings: MediaFinding[] = [];
  if (video.isEncrypted) findings.push({ code: MEDIA_ENCRYPTED, message: 'the video track is encrypted' });
  if (video.frameCount === 0)
    findings.push({ code: PICTURES_MISSING, message: 'the video track has no pictures' });
  if (video.codec !== 'h264') {
    const name = video.codec ?? 'unknown';
    const message = `the video codec is ${name} (${video.codecTag}); every browser plays only h264`;
    return [...findings, { code: VIDEO_CODEC_NOT_BROWSER_SAFE, message }];
  }
  if (video.profile === null || !safeProfiles.includes(video.profile)) {
    const message = `the H.264 profile is ${video.profile ?? 'unknown'}; browsers play ${safeProfiles.join(', ')}`;
    findings.push({ code: VIDEO_PROFILE_NOT_BROWSER_SAFE, message });
  }
  if (video.pixelFormat === null || !safePixelFormats.includes(video.pixelFormat)) {
    const message = `the pixel format is ${video.pixelFormat ?? 'unknown'}; browsers play ${safePixelFormats.join(', ')}`;
    findings.push({ code: PIXEL_FORMAT_NOT_BROWSER_SAFE, message });
  }
  return findings;
}

function audioFaults(audio: AudioFacts): MediaFinding[] {
  if (audio.isEncrypted) return [{ code: MEDIA_ENCRYPTED, message: 'an audio track is encrypted' }];
  if (audio.codec !== null && safeAudioCodecs.includes(audio.codec)) return [];
  const name = audio.codec ?? 'unknown';
  const message = `the audio codec is ${name} (${audio.codecTag}); browsers play ${safeAudioCodecs.join(', ')}`;
  return [{ code: AUDIO_CODEC_NOT_BROWSER_SAFE, message }];
}

/** Why a browser can't show the film, as decoding it found. */
export function decodingFaults(report: DecodeReport): MediaFinding[] {
  if (report.kind === 'refused') return [{ code: report.code, message: report.message }];
  const pictures = report.pictures ? pictureFaults(report.pictures) : [];
  return [...pictures, ...report.sound.flatMap(soundFaults)];
}

function pictureFaults(pictures: PictureFacts): MediaFinding[] {
  const { decodedCount, sampleCount, damagedCount, decoderError } = pictures;
  const findings: MediaFinding[] = [];
  if (damagedCount > 0) {
    const message = `${damagedCount} of ${sampleCount} pictures have bytes that no encoder writes`;
    findings.push({ code: VIDEO_DATA_DAMAGED, message });
  }
  const missingCount = sampleCount - decodedCount;
  const isMissingMany = missingCount > Math.max(missingCountMax, sampleCount * missingShareMax);
  if (decoderError !== null || decodedCount === 0 || isMissingMany) {
    const because = decoderError === null ? '' : `: ${decoderError}`;
    const message = `${decodedCount} of ${sampleCount} pictures decode${because}`;
    findings.push({ code: VIDEO_UNDECODABLE, message });
  }
  return findings;
}

function soundFaults(sound: SoundFacts): MediaFinding[] {
  if (sound.decoderError === null && sound.decodedCount > 0) return [];
  const because = sound.decoderError === null ? '' : `: ${sound.decoderError}`;
  const message = `${sound.decodedCount} of ${sound.sampleCount} audio packets decode${because}`;
  return [{ code: AUDIO_UNDECODABLE, message }];
}
