import type { Milliseconds } from '../kernel/units.ts';
import { type Lesson, valuesOf } from '../lessons/lesson.ts';
import { fillText, type LessonLocale } from '../lessons/worked-value.ts';

/** What a viewer can read in time: the usual limits of broadcast captions. */
export const captionRules = {
  charactersPerSecondMax: 15,
  charactersPerLineMax: 37,
  linesMax: 2,
  durationMsMin: 1000,
} as const;

export type CaptionLines = {
  readonly startMs: number;
  readonly endMs: number;
  readonly lines: readonly string[];
};

/** A lesson's captions with their numbers filled in, broken into lines. */
export function captionLines(lesson: Lesson, locale: LessonLocale): readonly CaptionLines[] {
  const values = valuesOf(lesson);
  return lesson.captions.map((cue) => ({
    startMs: cue.startMs,
    endMs: cue.endMs,
    lines: breakCaption(fillText(cue.text, values, locale)),
  }));
}

/** Two lines of about the same length, broken at a space. */
function breakCaption(text: string): readonly string[] {
  if (text.length <= captionRules.charactersPerLineMax) return [text];
  const spaces = [...text.matchAll(/ /g)].map((match) => match.index);
  const middle = text.length / 2;
  const cut = spaces.toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  return cut === undefined ? [text] : [text.slice(0, cut), text.slice(cut + 1)];
}

/** Where captions break the rules, one sentence each. */
export function captionFaults(cues: readonly CaptionLines[]): readonly string[] {
  return cues.flatMap((cue, index) => {
    const faults: string[] = [];
    const text = cue.lines.join(' ');
    const durationMs = cue.endMs - cue.startMs;
    const speed = (text.length * 1000) / durationMs;
    const longest = Math.max(...cue.lines.map((line) => line.length));
    const where = `caption ${index + 1} ("${text}")`;
    if (durationMs < captionRules.durationMsMin) faults.push(`${where} stays ${durationMs} ms`);
    if (speed > captionRules.charactersPerSecondMax)
      faults.push(`${where} runs at ${speed.toFixed(1)} characters a second`);
    if (longest > captionRules.charactersPerLineMax)
      faults.push(`${where} has a line of ${longest} characters`);
    if (cue.lines.length > captionRules.linesMax) faults.push(`${where} has ${cue.lines.length} lines`);
    const before = cues[index - 1];
    if (before && before.endMs > cue.startMs) faults.push(`${where} begins before the one before it ends`);
    return faults;
  });
}

/**
 * WebVTT: https://www.w3.org/TR/webvtt1/. Nothing is said behind the end of a film that is shorter than its
 * lesson; what could no longer be read is left out.
 */
export function captionsVtt(
  lesson: Lesson,
  locale: LessonLocale,
  filmEndMs: Milliseconds = Number.POSITIVE_INFINITY,
): string {
  const shown = captionLines(lesson, locale)
    .map((cue) => ({ ...cue, endMs: Math.min(cue.endMs, filmEndMs) }))
    .filter((cue) => cue.endMs - cue.startMs >= captionRules.durationMsMin);
  const cues = shown.map(
    (cue) =>
      `${timestamp(cue.startMs)} --> ${timestamp(cue.endMs)} align:center position:50%\n${cue.lines.map(escapeCue).join('\n')}\n`,
  );
  return `WEBVTT\n\n${cues.join('\n')}`;
}

export function timestamp(ms: number): string {
  const pad = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0');
  return `${pad(ms / 3_600_000)}:${pad((ms / 60_000) % 60)}:${pad((ms / 1000) % 60)}.${pad(ms % 1000, 3)}`;
}

function escapeCue(line: string): string {
  return line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
