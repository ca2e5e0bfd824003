import { describe, expect, test } from 'vitest';
import { findLesson, lessons } from '../lessons/catalogue.ts';
import type { Lesson } from '../lessons/lesson.ts';
import type { StoryboardPicture } from '../lessons/storyboard.ts';
import { composeFilm } from './film-scene.ts';
import { infographicSvg } from './infographic.ts';
import { lightTheme } from './theme.ts';

function withPicture(lesson: Lesson, picture: Partial<StoryboardPicture>): Lesson {
  const { storyboard } = lesson;
  return { ...lesson, storyboard: { ...storyboard, picture: { ...storyboard.picture, ...picture } } };
}

/** Every role that a picture asks for while it is drawn, in both shapes. */
function rolesAskedFor(lesson: Lesson): { labels: string[]; values: string[] } {
  const asked = { labels: new Set<string>(), values: new Set<string>() };
  const watched = (kind: 'labels' | 'values') =>
    new Proxy(lesson.storyboard.picture[kind] as Record<string, never>, {
      get: (given, role) => {
        asked[kind].add(String(role));
        return given[String(role)];
      },
    });
  const seen = withPicture(lesson, { labels: watched('labels'), values: watched('values') });
  for (const shape of ['landscape', 'portrait'] as const) {
    const scene = composeFilm({ lesson: seen, locale: 'en', theme: lightTheme, shape });
    for (let ms = 0; ms <= scene.durationMs; ms += 250) scene.drawAt(ms);
  }
  return { labels: [...asked.labels].sort(), values: [...asked.values].sort() };
}

test.each(lessons.map((lesson) => [lesson.topic, lesson] as const))(
  '%s gives its picture just the words and values that it draws',
  (_, lesson) => {
    const { labels, values } = lesson.storyboard.picture;
    const given = { labels: Object.keys(labels).sort(), values: Object.keys(values).sort() };
    expect(rolesAskedFor(lesson)).toEqual(given);
  },
);

describe('a picture that lacks', () => {
  const draw = (lesson: Lesson) =>
    composeFilm({ lesson, locale: 'en', theme: lightTheme, shape: 'landscape' }).drawAt(5400);
  const autopay = findLesson('high_utilization', 'autopay_setup') as Lesson;
  const { labels, values } = autopay.storyboard.picture;

  test('its words stops the render with the role, instead of drawing nothing', () => {
    const renamed = withPicture(autopay, { labels: { swich: labels['switch'] as never } });
    const message = 'The picture ticking_calendar asks for the label "switch"; the storyboard gives swich.';
    expect(() => draw(renamed)).toThrow(message);
    expect(() => infographicSvg({ lesson: renamed, locale: 'en', theme: lightTheme })).toThrow(message);
  });

  test('a value stops the render even where a value of the lesson has the role’s name', () => {
    expect(Object.keys(values)).toEqual(['bills']);
    expect(() => draw(withPicture(autopay, { values: {} }))).toThrow('asks for the value "bills"');
  });
});
