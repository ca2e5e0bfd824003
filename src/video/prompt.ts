import { sha256Hex } from '../kernel/hash.ts';
import type { Lesson } from '../lessons/lesson.ts';

/** Counts up with every change of the words around a lesson's own: approvals refer to the digest they make. */
const TEMPLATE_VERSION = 1;

/** What a provider is told, and under which name it is approved. */
export type FilmPrompt = {
  readonly text: string;
  /** Template's version, a dot, the lesson's version. */
  readonly version: string;
  /** SHA-256 of the text, in hex. */
  readonly digest: string;
};

/**
 * Lesson → prompt. A lesson is all that goes in, and a lesson is the same for everybody: there is no place
 * through which anything about a member could come.
 */
export function filmPrompt({ prompt, version }: Pick<Lesson, 'prompt' | 'version'>): FilmPrompt {
  const text = [
    'A short animated explainer of one idea about everyday money, told by pictures alone in one continuous shot.',
    `Scene: ${sentence(prompt.scene)}`,
    `What happens: ${sentence(prompt.metaphor)}`,
    `Colours: ${sentence(prompt.palette)}`,
    `Movement: ${sentence(prompt.motion)}`,
    `Mood: ${sentence(prompt.mood)}`,
    `Never show: ${sentence(prompt.exclusions.join('; '))}`,
    'No text anywhere in the picture: no words, numbers, captions, labels or watermarks. No speech.',
  ].join('\n');
  return { text, version: `${TEMPLATE_VERSION}.${version}`, digest: sha256Hex(text) };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
