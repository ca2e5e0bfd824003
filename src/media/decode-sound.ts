import { type AudioData, AudioDecoder, EncodedAudioChunk } from '@napi-rs/webcodecs';
import type { DecodeAudio, SoundFacts } from './decode-job.ts';
import type { MediaFile } from './media-file.ts';

/** −60 dB of full scale: below it there is nothing to hear. */
const silencePeakMax = 0.001;
const queueMax = 64;
const pollMs = 2;

/** Decodes a whole audio track. What the decoder refuses is part of the answer. */
export async function decodeSound(
  file: MediaFile,
  audio: DecodeAudio,
  guard: () => void,
): Promise<SoundFacts> {
  const sound = { decodedCount: 0, peak: 0, error: null as string | null };
  const decoder = new AudioDecoder({
    output: (data) => {
      sound.decodedCount += 1;
      if (sound.peak <= silencePeakMax) sound.peak = Math.max(sound.peak, peakOf(data));
      data.close();
    },
    error: (error) => {
      sound.error ??= error.message;
    },
  });
  try {
    const { codecString: codec, sampleRateHz: sampleRate, channelCount: numberOfChannels } = audio;
    decoder.configure({
      codec,
      sampleRate,
      numberOfChannels,
      ...(audio.setup ? { description: audio.setup } : {}),
    });
    for (let i = 0; i < audio.sizes.length && sound.error === null; i += 1) {
      guard();
      const data = await file.read(audio.offsets[i] ?? 0, audio.sizes[i] ?? 0);
      if (data.length > 0) decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp: i * 1000, data }));
      while (decoder.decodeQueueSize > queueMax && sound.error === null) await pause();
    }
    if (sound.error === null) await Promise.race([decoder.flush(), failure(sound)]);
  } catch (error) {
    sound.error ??= error instanceof Error ? error.message : String(error);
  }
  if (decoder.state !== 'closed') decoder.close();
  return {
    sampleCount: audio.sizes.length,
    decodedCount: sound.decodedCount,
    decoderError: sound.error,
    isSilent: sound.decodedCount > 0 ? sound.peak <= silencePeakMax : null,
  };
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, pollMs);
  });
}

async function failure(sound: { error: string | null }): Promise<void> {
  while (sound.error === null) await pause();
}

/** The loudest sample of all channels; only looked at until something is heard. */
function peakOf(data: AudioData): number {
  const samples = new Float32Array(data.numberOfFrames);
  let peak = 0;
  for (let channel = 0; channel < data.numberOfChannels; channel += 1) {
    data.copyTo(samples, { planeIndex: channel, format: 'f32-planar' });
    for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  }
  return peak;
}
