import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { hasFfmpeg } from '../media/film-fixture.ts';
import { ConfigRefused } from './config.ts';
import { lookAtFfmpeg, refuseUnfitFfmpeg } from './system-ffmpeg.ts';

const folder = mkdtempSync(join(tmpdir(), 'ffmpeg-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, script: string, mode = 0o755): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode });
  return path;
}

test.skipIf(!hasFfmpeg)('a real ffmpeg is fit, and says its version', async () => {
  expect(await lookAtFfmpeg('ffmpeg')).toEqual({ kind: 'fit', version: expect.stringMatching(/^\S*\d/) });
});

test('what is absent, no program, another program, or lacks the encoder is refused with what to do', async () => {
  const banner = 'echo "ffmpeg version 7.1-free Copyright (c) the FFmpeg developers" >&2';
  const unfit: readonly [string, RegExp][] = [
    [join(folder, 'nowhere'), /nowhere", which is not there\. Give the full path/],
    [program('text', '', 0o644), /which is no program that may be run/],
    [program('other', 'echo "other 1.0"'), /which runs, and is no ffmpeg/],
    [program('broken', 'exit 3'), /which ended with 3/],
    [
      program('free', `${banner}\necho " V....D libopenh264  OpenH264"`),
      /is ffmpeg 7\.1-free without libx264/,
    ],
  ];
  for (const [path, message] of unfit) {
    const attempt = refuseUnfitFfmpeg({ FFMPEG_PATH: path });
    await expect(attempt).rejects.toThrow(ConfigRefused);
    await expect(attempt).rejects.toThrow(message);
  }
  await refuseUnfitFfmpeg({ FFMPEG_PATH: null });
});

test('it runs without the secrets of the environment', async () => {
  process.env['SYSTEM_FFMPEG_TEST_SECRET'] = 'hunter2';
  const path = program('nosy', 'echo "ffmpeg version $SYSTEM_FFMPEG_TEST_SECRET." >&2; echo " V  libx264 x"');
  expect(await lookAtFfmpeg(path)).toEqual({ kind: 'fit', version: '.' });
});
