import { expect, test } from 'vitest';
import { educationItems } from '../recommendations/catalogue/education-items.ts';
import { en } from '../recommendations/wording/en.ts';
import { es } from '../recommendations/wording/es.ts';
import { lessons } from './catalogue.ts';

test.each(lessons.map((lesson) => [lesson.persona, lesson.topic]))(
  '%s %s can be shown to somebody: it has its item, with a title in each language',
  (persona, topic) => {
    expect(educationItems).toContainEqual(expect.objectContaining({ persona, topic }));
    for (const wording of [en, es]) expect(Object.keys(wording.items)).toContain(topic);
  },
);
