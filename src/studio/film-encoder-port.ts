/** One encoded frame: H.264, length-prefixed as MP4 wants it. */
export type EncodedFrame = {
  readonly index: number;
  readonly isKey: boolean;
  readonly data: Uint8Array;
};

/** What a player needs to know before the first frame. The same for every segment of a film. */
export type StreamDescription = {
  readonly codec: string;
  /** AVCDecoderConfigurationRecord. */
  readonly description: Uint8Array;
};

export type SegmentSettings = {
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
};

/** One run of frames that starts with a key frame and refers to nothing outside itself. */
export interface SegmentEncoder {
  /**
   * Takes the next frame: planar Y, U, V (4:2:0), BT.709, limited range. The bytes are copied before it
   * returns. Waits while the encoder is busy.
   */
  encode(yuv: Uint8Array): Promise<void>;
  finish(): Promise<{ readonly stream: StreamDescription; readonly frames: readonly EncodedFrame[] }>;
  /** Lets go of everything; safe after `finish`. */
  close(): void;
}

/** Turns pixels into H.264. Same settings and pixels, same bytes. */
export interface FilmEncoder {
  openSegment(settings: SegmentSettings, firstIndex: number): SegmentEncoder;
}
