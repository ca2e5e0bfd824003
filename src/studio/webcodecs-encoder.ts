import { setTimeout as sleep } from 'node:timers/promises';
import { type EncodedVideoChunk, VideoEncoder, VideoFrame } from '@napi-rs/webcodecs';
import { assert } from '../kernel/assert.ts';
import type {
  EncodedFrame,
  FilmEncoder,
  SegmentEncoder,
  SegmentSettings,
  StreamDescription,
} from './film-encoder-port.ts';

/** High profile, level 4.0: what every browser and phone of the last ten years decodes, up to 1080p30. */
const CODEC = 'avc1.640028';
const QUEUE_MAX = 4;
const MICROSECONDS = 1_000_000;

/** The encoder that npm installs: libx264 inside `@napi-rs/webcodecs`. */
export const webCodecsEncoder: FilmEncoder = {
  openSegment: (settings, firstIndex) => new WebCodecsSegment(settings, firstIndex),
};

class WebCodecsSegment implements SegmentEncoder {
  readonly #settings: SegmentSettings;
  readonly #firstIndex: number;
  readonly #encoder: VideoEncoder;
  readonly #frames: EncodedFrame[] = [];
  #stream: StreamDescription | null = null;
  #failure: Error | null = null;
  #taken = 0;

  constructor(settings: SegmentSettings, firstIndex: number) {
    this.#settings = settings;
    this.#firstIndex = firstIndex;
    this.#encoder = new VideoEncoder({
      output: (chunk, metadata) => this.#keep(chunk, metadata?.decoderConfig?.description),
      error: (error) => {
        this.#failure = error;
      },
    });
    this.#encoder.configure({
      codec: CODEC,
      width: settings.width,
      height: settings.height,
      framerate: settings.framesPerSecond,
      // This binding answers with x264 at constant quality (CRF 23), whatever quantizer a frame asks for.
      bitrateMode: 'quantizer',
      latencyMode: 'quality',
      hardwareAcceleration: 'prefer-software',
    });
  }

  async encode(yuv: Uint8Array): Promise<void> {
    const { width, height, framesPerSecond } = this.#settings;
    const frame = new VideoFrame(yuv, {
      format: 'I420',
      codedWidth: width,
      codedHeight: height,
      timestamp: Math.round((this.#taken * MICROSECONDS) / framesPerSecond),
      duration: Math.round(MICROSECONDS / framesPerSecond),
      colorSpace: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false },
    });
    this.#encoder.encode(frame, { keyFrame: this.#taken === 0 });
    frame.close();
    this.#taken += 1;
    while (this.#encoder.encodeQueueSize > QUEUE_MAX) await sleep(1);
    if (this.#failure) throw this.#failure;
  }

  async finish() {
    await this.#encoder.flush();
    if (this.#failure) throw this.#failure;
    assert(this.#stream, 'an encoder that has given frames has described its stream');
    assert(this.#frames.length === this.#taken, 'every frame that went in came out');
    return { stream: this.#stream, frames: this.#frames };
  }

  close(): void {
    if (this.#encoder.state !== 'closed') this.#encoder.close();
  }

  #keep(chunk: EncodedVideoChunk, description: unknown): void {
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    this.#frames.push({ index: this.#firstIndex + this.#frames.length, isKey: chunk.type === 'key', data });
    if (!this.#stream && ArrayBuffer.isView(description)) {
      const bytes = new Uint8Array(description.buffer, description.byteOffset, description.byteLength);
      this.#stream = { codec: CODEC, description: bytes.slice() };
    }
  }
}
