import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { assert } from '../kernel/assert.ts';
import { sha256Hex } from '../kernel/hash.ts';
import { findLesson, lessons } from '../lessons/catalogue.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { WorkedValueMissing } from '../lessons/worked-value.ts';
import { captionFaults, captionsVtt } from './captions.ts';
import { RENDERER_VERSION } from './film-format.ts';
import { composeFilm } from './film-scene.ts';
import { infographicSvg } from './infographic.ts';
import { DIGITAL_SOURCE_TYPE, madeByMark } from './made-by-mark.ts';
import { type FilmMaking, provenanceJson } from './provenance.ts';
import { lightTheme } from './theme.ts';
import { thumbnailSprite } from './thumbnail-sprite.ts';

const lesson = findLesson('high_utilization', 'credit_utilization');
assert(lesson, 'the first lesson is in the catalogue');
const size = { width: 1280, height: 720 };
const base = { lesson, locale: 'en', theme: lightTheme, size } as const;

describe('captions', () => {
  test('are WebVTT, centred, and end with the film', () => {
    const vtt = captionsVtt(lesson, 'en');
    expect(vtt).toMatch(/^WEBVTT\n\n00:00:00\.000 --> 00:00:03\.900 align:center position:50%\n/);
    expect(vtt).toContain('--> 00:00:08.000');
  });

  test('that are too fast, too wide, too many, too short or on top of each other are told', () => {
    const faults = captionFaults([
      { startMs: 0, endMs: 900, lines: ['x'.repeat(38), 'y', 'z'] },
      { startMs: 800, endMs: 4000, lines: ['fine'] },
    ]);
    expect(faults.map((fault) => fault.replace(/^caption (\d) \(".*"\)/s, '$1'))).toEqual([
      '1 stays 900 ms',
      expect.stringMatching(/^1 runs at 46\.7 characters a second/),
      '1 has a line of 38 characters',
      '1 has 3 lines',
      '2 begins before the one before it ends',
    ]);
  });
});

describe('the infographic', () => {
  test('shows the member’s own numbers and what follows from them, and says so', () => {
    const svg = infographicSvg({
      ...base,
      own: {
        given: { limit: 800_000, balanceBefore: 400_000, payment: 100_000 },
        names: ['limit', 'balanceBefore'],
      },
    });
    for (const shown of [
      '$8,000',
      '$4,000',
      '$1,000',
      '$3,000',
      '37.5%',
      'With your numbers',
      'Your numbers; the rest follows',
    ]) {
      expect(svg).toContain(shown);
    }
    expect(svg).not.toContain('$3,400');
    expect(svg.match(/<circle cx="56"[^>]* r="8"/g), 'two rows and the footer bear the mark').toHaveLength(3);
    expect(svg).toMatch(/<desc id="desc">[^<]* Credit limit: \$8,000\. Balance now: \$4,000\. /);
  });

  test('of a lesson with a number that is none stops with the number’s name', () => {
    expect(() =>
      infographicSvg({ ...base, own: { given: { limit: Number.NaN }, names: ['limit'] } }),
    ).toThrow(WorkedValueMissing);
  });

  test('takes extreme numbers without leaving the drawing', () => {
    for (const one of lessons) {
      for (const factor of [0, 0.01, 40]) {
        const given = Object.fromEntries(
          Object.entries(one.given).map(([name, value]) => [
            name,
            value.amount * (value.unit === 'cents' ? factor : 1),
          ]),
        );
        if (factor === 0 && one.topic === 'credit_utilization') given['limit'] = 1;
        const own = { given, names: Object.keys(given) };
        expect(infographicSvg({ ...base, lesson: one, own }), `${one.topic} × ${factor}`).not.toMatch(
          /NaN|Infinity/,
        );
      }
    }
  });
});

test('a storyboard that names an unknown value stops the render with its name', () => {
  const { storyboard } = lesson;
  const broken = {
    ...lesson,
    storyboard: { ...storyboard, line: { en: 'Below {gaol}.', es: 'Bajo {gaol}.' } },
  };
  expect(() => composeFilm({ ...base, lesson: broken, shape: 'landscape' }).drawAt(0)).toThrow('"gaol"');
  const picture = { ...storyboard.picture, values: { ...storyboard.picture.values, goal: 'nothing' } };
  const unpictured = { ...lesson, storyboard: { ...storyboard, picture } };
  expect(() => composeFilm({ ...base, lesson: unpictured, shape: 'landscape' }).drawAt(0)).toThrow(
    '"nothing"',
  );
});

test('the sprite has one picture a second, and its VTT points into it', () => {
  const { image, vtt } = thumbnailSprite({ ...base, imageName: () => 'x.jpg' });
  expect([...image.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  const places = [...vtt.matchAll(/x\.jpg#xywh=(\d+),(\d+),160,90/g)].map(
    (match) => `${match[1]},${match[2]}`,
  );
  expect(new Set(places).size).toBe(8);
  expect(vtt).toContain('00:00:07.000 --> 00:00:08.000\nx.jpg#xywh=480,90,160,90');
});

test('the mark is an XMP box that names the digital source type', () => {
  const mark = Buffer.from(madeByMark({ title: 'A & B', locale: 'en' }));
  expect(mark.readUInt32BE(0)).toBe(mark.length);
  expect(mark.toString('latin1', 4, 8)).toBe('uuid');
  expect(mark.toString('hex', 8, 24)).toBe('be7acfcb97a942e89c71999491e3afac');
  expect(mark.toString('utf8')).toContain(`<Iptc4xmpExt:DigitalSourceType>${DIGITAL_SOURCE_TYPE}<`);
  expect(mark.toString('utf8')).toContain('A &amp; B');
});

describe('the record of a film', () => {
  const made = { ...base, encoder: 'npm', film: Buffer.from('a film'), madeAt: new Date(0) } as const;
  const recordOf = (other: Partial<FilmMaking> = {}) => JSON.parse(provenanceJson({ ...made, ...other }));

  test('has its digest, its encoder and every number in it', () => {
    const { record } = recordOf();
    expect(record).toMatchObject({
      lessonVersion: lesson.version,
      rendererVersion: RENDERER_VERSION,
      encoder: 'npm',
    });
    expect(record.film.sha256).toBe(createHash('sha256').update(made.film).digest('hex'));
    expect(record.values.usedAfter).toEqual({ unit: 'ratio', amount: 0.28 });
    expect(recordOf({ encoder: 'ffmpeg' }).record.encoder).toBe('ffmpeg');
  });

  test('is itself under a digest, and the time of making stands beside it: made later it is the same', () => {
    const now = recordOf();
    expect(Object.keys(now)).toEqual(['record', 'recordSha256', 'madeAt']);
    expect(now.madeAt).toBe('1970-01-01T00:00:00.000Z');
    expect(now.recordSha256).toBe(sha256Hex(JSON.stringify(now.record)));
    expect({ ...recordOf({ madeAt: new Date(9) }), madeAt: now.madeAt }).toEqual(now);
  });

  test.each<[string, Partial<Lesson>]>([
    ['title', { title: { ...lesson.title, es: 'Otro' } }],
    ['idea', { idea: { ...lesson.idea, es: 'Otra' } }],
    ['storyboard', { storyboard: { ...lesson.storyboard, durationMs: 9000 } }],
    ['captions', { captions: lesson.captions.slice(1) }],
    ['transcript', { transcript: { ...lesson.transcript, es: 'Otro' } }],
    ['facts', { facts: lesson.facts.slice(1) }],
    ['values', { derive: () => ({}) }],
  ])('tells a lesson of another %s, whatever version it says', (_, change) => {
    const changed = recordOf({ lesson: { ...lesson, ...change } });
    expect(changed.record.lessonVersion).toBe(lesson.version);
    expect(changed.record.lessonSha256).not.toBe(recordOf().record.lessonSha256);
  });
});
