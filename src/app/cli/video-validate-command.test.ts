import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { registerVideoValidateCommand } from './video-validate-command.ts';

describe('video validate', () => {
  let folder: string;
  let printed: { out: string; err: string };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spendsense-validate-'));
    printed = { out: '', err: '' };
    vi.spyOn(process.stdout, 'write').mockImplementation(collectInto('out'));
    vi.spyOn(process.stderr, 'write').mockImplementation(collectInto('err'));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    process.exitCode = 0;
    await rm(folder, { recursive: true, force: true });
  });

  function collectInto(stream: 'out' | 'err') {
    return (text: string | Uint8Array) => {
      printed[stream] += String(text);
      return true;
    };
  }

  async function run(...args: string[]): Promise<number> {
    const video = new Command('video');
    registerVideoValidateCommand(video);
    process.exitCode = 0;
    await video.parseAsync(['validate', ...args], { from: 'user' });
    return Number(process.exitCode);
  }

  test('prints exactly one verdict as JSON and exits 1 for a file that is no film', async () => {
    const path = join(folder, 'page.mp4');
    await writeFile(path, '<html>');
    expect(await run(path, '--json')).toBe(1);
    const verdict = JSON.parse(printed.out);
    expect(Object.keys(verdict)).toEqual(['playable', 'valid', 'errors', 'warnings', 'metadata']);
    expect(verdict).toMatchObject({ playable: false, valid: false, errors: [{ code: 'NOT_AN_MP4' }] });
  });

  test('says in words what is wrong with a file that is not there, and exits 1', async () => {
    expect(await run(join(folder, 'nothing.mp4'))).toBe(1);
    expect(printed.out).toContain('there is no such file; check the path');
  });

  test('without a file it says how to call it and exits 2', async () => {
    expect(await run()).toBe(2);
    expect(printed.out).toBe('');
    expect(printed.err).toContain('video validate FILE');
  });
});
