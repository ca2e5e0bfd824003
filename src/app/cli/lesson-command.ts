import type { Command } from 'commander';
import { findLesson, lessons } from '../../lessons/catalogue.ts';
import { missingFromLesson } from '../../lessons/check-lessons.ts';
import { type Lesson, valuesOf } from '../../lessons/lesson.ts';
import { fillText, lessonLocales } from '../../lessons/worked-value.ts';
import { filmSizes } from '../../studio/film-format.ts';
import { RenderFailed } from '../../studio/render-failed.ts';
import { renderLessonOutput } from './lesson-render-output.ts';
import {
  type LessonOutput,
  lessonExtensions,
  type RenderFlags,
  type RenderRequest,
  readRenderRequest,
} from './lesson-render-request.ts';

const sizes = filmSizes.map((size) => `${size.width}x${size.height}`).join(', ');

/** `lesson list` and `lesson render`: the studio alone, without a database. */
export function registerLessonCommand(program: Command, catalogue = { lessons, findLesson }): void {
  const lesson = program.command('lesson').description('the lessons, and the studio that draws them');
  lesson
    .command('list')
    .description('every lesson: persona, topic, title')
    .option('--json', 'one JSON document on stdout')
    .action((flags: { json?: boolean }) => listLessons(flags.json === true));
  lesson
    .command('render')
    .description(`one lesson as ${lessonExtensions.join(', ')}, or all of them into a folder`)
    .argument('[persona]', 'for example high_utilization')
    .argument('[topic]', 'for example credit_utilization')
    .option('--out <path>', 'file to write, or the folder with --all')
    .option('--all', 'every lesson: film, poster, infographic, captions, transcript')
    .option('--size <size>', `width x height: ${sizes}`, '1280x720')
    .option('--locale <locale>', `language: ${lessonLocales.join(', ')}`, 'en')
    .option('--theme <file>', 'JSON file that changes colours, type, motion, spacing, logo')
    .option('--json', 'one JSON document on stdout')
    .action((persona: string | undefined, topic: string | undefined, flags: RenderFlags) =>
      renderLessons({ persona, topic, flags }, catalogue),
    );
}

function listLessons(asJson: boolean): void {
  const rows = lessons.map((lesson) => ({
    persona: lesson.persona,
    topic: lesson.topic,
    version: lesson.version,
    durationMs: lesson.storyboard.durationMs,
    title: titleOf(lesson, 'en'),
    titles: Object.fromEntries(lessonLocales.map((locale) => [locale, titleOf(lesson, locale)])),
    idea: fillText(lesson.idea, valuesOf(lesson), 'en'),
    locales: lessonLocales,
  }));
  if (asJson) {
    print({ lessons: rows });
    return;
  }
  for (const row of rows) {
    process.stdout.write(`${row.persona.padEnd(20)} ${row.topic.padEnd(28)} ${row.title}\n`);
  }
}

function titleOf(lesson: Lesson, locale: (typeof lessonLocales)[number]): string {
  return fillText(lesson.title, valuesOf(lesson), locale);
}

async function renderLessons(
  args: Parameters<typeof readRenderRequest>[0],
  catalogue: Parameters<typeof readRenderRequest>[1],
): Promise<void> {
  const { flags } = args;
  const request = readRenderRequest(args, catalogue);
  if (request.kind === 'refused') {
    complain(flags, 2, request.refusal);
    return;
  }
  const asked = new Set(request.value.outputs.map((output) => output.lesson));
  const missing = [...asked].flatMap(missingFromLesson);
  if (missing.length > 0) {
    complain(flags, 1, `Nothing was written, because lessons are incomplete:\n${missing.join('\n')}`);
    return;
  }
  const interrupt = new AbortController();
  const onSignal = () => interrupt.abort(new Error('interrupted'));
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    const files = await renderAll(request.value, interrupt.signal);
    if (flags.json) print({ files });
    else for (const file of files) process.stdout.write(`${file.path}\n`);
  } catch (error) {
    if (interrupt.signal.aborted)
      return complain(flags, 1, 'Interrupted; the unfinished file was not written.');
    if (!isExpected(error)) throw error;
    complain(flags, 1, error.message);
  } finally {
    process.removeListener('SIGINT', onSignal);
    process.removeListener('SIGTERM', onSignal);
  }
}

async function renderAll(request: RenderRequest, signal: AbortSignal) {
  const files = [];
  for (const [index, output] of request.outputs.entries()) {
    const made = await renderLessonOutput(output, request, {
      signal,
      onProgress: (progress) => showProgress(output, progress, [index + 1, request.outputs.length]),
    });
    files.push(made);
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  return files;
}

function showProgress(output: LessonOutput, progress: number, [index, total]: [number, number]): void {
  if (!process.stderr.isTTY) return;
  const percent = Math.round(progress * 100);
  process.stderr.write(`\r\u001b[K${index}/${total} ${output.lesson.topic}.${output.extension} ${percent} %`);
}

/** A full disk, a forbidden folder or a failed thread is told in words; anything else is a bug and crashes. */
function isExpected(error: unknown): error is Error {
  return error instanceof RenderFailed || (error instanceof Error && 'code' in error && 'syscall' in error);
}

function complain(flags: RenderFlags, exitCode: 1 | 2, message: string): void {
  process.exitCode = exitCode;
  process.stderr.write(`${message}\n`);
  if (flags.json) print({ error: message });
}

function print(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}
