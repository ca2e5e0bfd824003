import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { assert } from '../kernel/assert.ts';
import { accessUnitsOf } from './annex-b.ts';
import type { FilmEncoder, SegmentEncoder, SegmentSettings } from './film-encoder-port.ts';
import { RenderFailed } from './render-failed.ts';

/** The system's ffmpeg, where there is one: better compression for more processor time. */
export function ffmpegEncoder(ffmpegPath: string): FilmEncoder {
  return { openSegment: (settings, firstIndex) => new FfmpegSegment(ffmpegPath, settings, firstIndex) };
}

/** One thread and no B-frames: same pixels, same bytes, and frames come out in the order they went in. */
function argumentsFor({ width, height, framesPerSecond }: SegmentSettings): readonly string[] {
  const input = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'yuv420p',
    '-s',
    `${width}x${height}`,
    '-r',
    `${framesPerSecond}`,
  ];
  const color = [
    '-colorspace',
    'bt709',
    '-color_primaries',
    'bt709',
    '-color_trc',
    'bt709',
    '-color_range',
    'tv',
  ];
  const quality = [
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '21',
    '-profile:v',
    'high',
    '-level',
    '4.0',
  ];
  const segment = [
    '-bf',
    '0',
    '-g',
    '100000',
    '-x264-params',
    'aud=1:scenecut=0',
    '-threads',
    '1',
    '-f',
    'h264',
  ];
  return ['-v', 'error', ...input, ...color, '-i', 'pipe:0', ...color, ...quality, ...segment, 'pipe:1'];
}

class FfmpegSegment implements SegmentEncoder {
  readonly #firstIndex: number;
  readonly #process: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #output: Buffer[] = [];
  readonly #ended: Promise<void>;
  #complaint = '';
  #taken = 0;

  constructor(ffmpegPath: string, settings: SegmentSettings, firstIndex: number) {
    this.#firstIndex = firstIndex;
    this.#process = spawn(ffmpegPath, argumentsFor(settings), {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {},
    });
    this.#process.stdout.on('data', (data: Buffer) => this.#output.push(data));
    this.#process.stderr.on('data', (data: Buffer) => {
      this.#complaint = (this.#complaint + data.toString()).slice(-2000);
    });
    // Its end tells more than a broken pipe does.
    this.#process.stdin.on('error', () => undefined);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#process.on('error', reject);
    this.#process.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new RenderFailed(`ffmpeg ended with ${code}: ${this.#complaint.trim()}`));
    });
    this.#ended = promise;
    this.#ended.catch(() => undefined);
  }

  async encode(yuv: Uint8Array): Promise<void> {
    this.#taken += 1;
    if (this.#process.stdin.write(Buffer.from(yuv))) return;
    await Promise.race([once(this.#process.stdin, 'drain'), this.#ended]);
  }

  async finish() {
    this.#process.stdin.end();
    await this.#ended;
    const { description, codec, units } = accessUnitsOf(Buffer.concat(this.#output));
    assert(units.length === this.#taken, 'every frame that went in came out');
    const frames = units.map((unit, index) => ({ ...unit, index: this.#firstIndex + index }));
    return { stream: { codec, description }, frames };
  }

  close(): void {
    if (this.#process.exitCode === null) this.#process.kill('SIGKILL');
  }
}
