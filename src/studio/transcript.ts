import { type Lesson, valuesOf } from '../lessons/lesson.ts';
import { fillText, type LessonLocale } from '../lessons/worked-value.ts';

/** The film for those who read: title, what is seen and said, the idea in one sentence. */
export function transcriptText(lesson: Lesson, locale: LessonLocale): string {
  const values = valuesOf(lesson);
  const [title, body, idea] = [lesson.title, lesson.transcript, lesson.idea].map((text) =>
    fillText(text, values, locale),
  );
  return `${title}\n\n${body}\n\n${idea}\n`;
}
