import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Lesson } from '../src/lessons/lesson.ts';
import { composeFilm } from '../src/studio/film-scene.ts';
import { FrameCanvas } from '../src/studio/frame-canvas.ts';
import { lightTheme } from '../src/studio/theme.ts';
import { YuvFrame } from '../src/studio/yuv-frame.ts';

const FRAMES_PER_SECOND = 30;

/** How like a film is to the frames that went into its encoder: the structural similarity that ffmpeg measures, at most 1. */
export async function filmLikeness(
  filmPath: string,
  lesson: Lesson,
  { width, height }: { width: number; height: number },
): Promise<number> {
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`];
  const rate = ['-r', String(FRAMES_PER_SECOND)];
  const inputs = [...raw, ...rate, '-i', '-', '-i', filmPath];
  const ffmpeg = spawn('ffmpeg', [...inputs, '-lavfi', 'ssim', '-f', 'null', '-'], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  ffmpeg.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = once(ffmpeg, 'exit');
  const canvas = new FrameCanvas(
    composeFilm({ lesson, locale: 'en', theme: lightTheme, shape: 'landscape' }),
    { width, height },
  );
  const frame = new YuvFrame(width, height);
  const frames = (lesson.storyboard.durationMs / 1000) * FRAMES_PER_SECOND;
  for (let index = 0; index < frames; index += 1) {
    canvas.show((index * 1000) / FRAMES_PER_SECOND, (changed) => frame.convert(changed));
    if (!ffmpeg.stdin.write(Buffer.from(frame.bytes))) await once(ffmpeg.stdin, 'drain');
  }
  ffmpeg.stdin.end();
  await ended;
  const likeness = Number(/All:([\d.]+)/.exec(said)?.[1]);
  if (Number.isNaN(likeness)) throw new TypeError(`ffmpeg measured nothing: ${said.slice(-500)}`);
  return likeness;
}
