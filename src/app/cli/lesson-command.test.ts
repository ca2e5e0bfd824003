import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, expect, test, vi } from 'vitest';
import { lessons } from '../../lessons/catalogue.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { registerLessonCommand } from './lesson-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'lesson-command-'));
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

test('lesson render of an incomplete lesson names what is missing, with exit 1, before anything is written', async () => {
  const lesson = { ...(lessons[0] as Lesson), idea: { en: 'Use {nothing}.', es: 'Usa {nothing}.' } };
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const program = new Command();
  registerLessonCommand(program, { lessons: [lesson], findLesson: () => lesson });
  for (const extension of ['vtt', 'svg']) {
    const out = join(folder, `x.${extension}`);
    await program.parseAsync(['lesson', 'render', lesson.persona, lesson.topic, '--out', out], {
      from: 'user',
    });
    expect(process.exitCode).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  }
  expect(said.mock.calls.flat().join('')).toContain(
    'Nothing was written, because lessons are incomplete:\nhigh_utilization/credit_utilization has no value nothing\n',
  );
});
