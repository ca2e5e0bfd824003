import { setTimeout as sleep } from 'node:timers/promises';
import { type EncodedVideoChunk, VideoEncoder, VideoFrame } from '@napi-rs/webcodecs';
import { ReworkFailed } from './rework-failed.ts';

const queueMax = 4;
const microseconds = 1_000_000;

/** High profile at the lowest level that allows so many pixels a second (H.264, table A-1), from 4.0 on. */
const levels: readonly { readonly pixelsPerSecondMax: number; readonly codec: string }[] = [
  { pixelsPerSecondMax: 245_760 * 256, codec: 'avc1.640028' },
  { pixelsPerSecondMax: 522_240 * 256, codec: 'avc1.64002a' },
  { pixelsPerSecondMax: 983_040 * 256, codec: 'avc1.640033' },
  { pixelsPerSecondMax: Number.POSITIVE_INFINITY, codec: 'avc1.640034' },
];

export type CodedPicture = {
  readonly data: Uint8Array;
  readonly isKey: boolean;
  /** In seconds, as they went in. */
  readonly at: number;
  readonly duration: number;
};

/** As WebCodecs names them: how values become light. */
export type ColourSpace = {
  readonly [Key in keyof Required<VideoColorSpaceInit>]: NonNullable<VideoColorSpaceInit[Key]>;
};

export type PictureStream = {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  readonly colorSpace: ColourSpace;
};

/** 8-bit 4:2:0 pictures → H.264, in the order they went in: this encoder makes no B-frames. */
export class H264Encoder {
  readonly stream: PictureStream;
  readonly codec: string;
  /** AVCDecoderConfigurationRecord; known with the first coded picture. */
  description: Uint8Array | null = null;
  readonly #encoder: VideoEncoder;
  readonly #times: { at: number; duration: number }[] = [];
  #coded: CodedPicture[] = [];
  #failure: string | null = null;

  constructor(stream: PictureStream) {
    this.stream = stream;
    const pixelsPerSecond = stream.width * stream.height * stream.framesPerSecond;
    const level = levels.find((one) => pixelsPerSecond <= one.pixelsPerSecondMax);
    this.codec = level?.codec ?? 'avc1.640034';
    this.#encoder = new VideoEncoder({
      output: (chunk, metadata) => this.#keep(chunk, metadata?.decoderConfig?.description),
      error: (error) => {
        this.#failure ??= error.message;
      },
    });
    this.#encoder.configure({
      codec: this.codec,
      width: stream.width,
      height: stream.height,
      framerate: stream.framesPerSecond,
      bitrateMode: 'quantizer',
      latencyMode: 'quality',
      hardwareAcceleration: 'prefer-software',
    });
  }

  async encode(yuv: Uint8Array, time: { at: number; duration: number; isKey: boolean }): Promise<void> {
    const frame = new VideoFrame(yuv, {
      format: 'I420',
      codedWidth: this.stream.width,
      codedHeight: this.stream.height,
      timestamp: Math.round(time.at * microseconds),
      duration: Math.round(time.duration * microseconds),
      colorSpace: this.stream.colorSpace,
    });
    this.#times.push(time);
    this.#encoder.encode(frame, { keyFrame: time.isKey });
    frame.close();
    while (this.#encoder.encodeQueueSize > queueMax && this.#failure === null) await sleep(1);
    this.#complain();
  }

  /** What has been coded since it was asked last. */
  take(): readonly CodedPicture[] {
    const coded = this.#coded;
    this.#coded = [];
    return coded;
  }

  async finish(): Promise<void> {
    await this.#encoder.flush();
    this.#complain();
    this.#encoder.close();
  }

  #complain(): void {
    if (this.#failure !== null) throw new ReworkFailed(`the encoder gave up: ${this.#failure}`);
  }

  #keep(chunk: EncodedVideoChunk, description: unknown): void {
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    const { at, duration } = this.#times.shift() ?? { at: 0, duration: 0 };
    this.#coded.push({ data, isKey: chunk.type === 'key', at, duration });
    if (!this.description && ArrayBuffer.isView(description)) {
      const { buffer, byteOffset, byteLength } = description;
      this.description = new Uint8Array(buffer, byteOffset, byteLength).slice();
    }
  }
}
