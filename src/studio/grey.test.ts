import { describe, expect, test } from 'vitest';
import { lessons } from '../lessons/catalogue.ts';
import type { Lesson } from '../lessons/lesson.ts';
import type { PictureKind } from '../lessons/storyboard.ts';
import { composeFilm } from './film-scene.ts';
import { FrameCanvas } from './frame-canvas.ts';
import { designSizes, frameLayout } from './frame-layout.ts';
import { darkTheme, lightTheme, type Theme } from './theme.ts';

/**
 * Every film must be understood without colour. What a viewer has to tell apart (full from empty, done from due,
 * one share from the next) differs in luminance by 1.5 : 1; what is white on white by nature is told from the ground by an
 * outline that differs so from both; a sign that no words repeat (a tick, a cross, a wall) stands out by 3 : 1 (WCAG 2.2, 1.4.11). Measured
 * on the painted frame. Places are the picture's own, in the wide frame.
 */
const PART_RATIO = 1.5;
const SIGN_RATIO = 3;

type Place = readonly [x: number, y: number];
type Claim = {
  readonly atMs: number;
  readonly what: string;
  readonly one: Place;
  readonly other: Place;
  readonly cue: 'grey' | 'line' | 'sign';
};

const HOOK_MS = 900;
const PAYOFF_MS = 7000;

function apart(atMs: number, what: string, one: Place, other: Place): Claim {
  return { atMs, what, one, other, cue: 'grey' };
}

function sign(atMs: number, what: string, one: Place, other: Place): Claim {
  return { atMs, what, one, other, cue: 'sign' };
}

function outlined(atMs: number, what: string, one: Place, other: Place): Claim {
  return { atMs, what, one, other, cue: 'line' };
}

const claims: Record<PictureKind, readonly Claim[]> = {
  card_meter: [
    apart(HOOK_MS, 'what is owed and what is free', [200, 350], [200, 110]),
    apart(PAYOFF_MS, 'what is owed and what is free', [150, 400], [150, 250]),
    sign(PAYOFF_MS, 'the tick and its disc', [533, 324], [533, 297]),
  ],
  card_to_card: [
    apart(HOOK_MS, 'the balance on the old card', [180, 150], [180, 48]),
    apart(PAYOFF_MS, 'the balance on the new card', [500, 360], [500, 256]),
    apart(2700, 'the interest left and gone', [331, 180], [331, 80]),
  ],
  daily_counter: [
    apart(2500, 'days passed and days to come', [317, 63], [283, 63]),
    sign(PAYOFF_MS, 'the hand and the face', [286, 91], [250, 140]),
  ],
  lit_calendar: [apart(PAYOFF_MS, 'a day with a charge and one without', [245, 74], [361, 74])],
  maze_door: [
    sign(HOOK_MS, 'a wall and the floor', [28, 380], [60, 380]),
    apart(PAYOFF_MS, 'the way and the floor', [76, 130], [48, 130]),
    apart(PAYOFF_MS, 'the open door and its frame', [520, 200], [496, 200]),
    sign(PAYOFF_MS, 'the tick and its disc', [536, 125], [520, 112]),
  ],
  merging_tiles: [
    apart(HOOK_MS, 'a tile and the ground', [50, 50], [-30, 200]),
    apart(PAYOFF_MS, 'the first tile and the ribbon', [190, 120], [292, 120]),
    apart(PAYOFF_MS, 'the third tile and the ribbon', [190, 330], [292, 330]),
    sign(PAYOFF_MS, 'a tile’s sign and the tile', [222, 118], [180, 180]),
  ],
  milestone_target: [
    apart(2500, 'a step that is filled and one that is not', [200, 262], [872, 262]),
    apart(PAYOFF_MS, 'the last step and the ground', [950, 200], [1000, 262]),
  ],
  ringing_phone: [
    apart(PAYOFF_MS, 'a day that is gone and one that is left', [176, 412], [424, 412]),
    apart(PAYOFF_MS, 'the day of the charge and the one before', [486, 412], [424, 412]),
    sign(HOOK_MS, 'the bell and the screen', [300, 110], [215, 110]),
  ],
  safety_net: [
    apart(PAYOFF_MS, 'a coin and the ground', [300, 218], [300, 300]),
    sign(PAYOFF_MS, 'a pole and the ground', [10, 330], [60, 330]),
  ],
  savings_slider: [
    apart(PAYOFF_MS, 'the slider’s way and the rest', [60, 166], [500, 166]),
    apart(PAYOFF_MS, 'the longest future and the ground', [1056, 180], [1130, 120]),
  ],
  scaling_pie: [
    apart(PAYOFF_MS, 'needs and wants', [350, 222], [241, 257]),
    apart(PAYOFF_MS, 'wants and savings', [241, 257], [255, 173]),
    apart(PAYOFF_MS, 'savings and needs', [255, 173], [350, 222]),
  ],
  shared_bars: [
    apart(HOOK_MS, 'what is not divided yet and the ground', [730, 150], [640, 20]),
    apart(PAYOFF_MS, 'needs and wants', [730, 200], [730, 100]),
    apart(PAYOFF_MS, 'wants and savings', [730, 100], [730, 30]),
  ],
  smoothing_tank: [
    apart(PAYOFF_MS, 'the tank’s water and its air', [576, 230], [576, 12]),
    outlined(PAYOFF_MS, 'the even income and the ground', [900, 20], [900, 210]),
    outlined(PAYOFF_MS, 'the uneven income and the ground', [150, 2], [150, 215]),
  ],
  splitting_packet: [
    apart(PAYOFF_MS, 'what is saved and the jar', [132, 386], [132, 335]),
    apart(PAYOFF_MS, 'what may be spent and the jar', [400, 370], [400, 222]),
  ],
  ticking_calendar: [
    apart(HOOK_MS, 'a due date and another day', [224, 124], [300, 139]),
    sign(PAYOFF_MS, 'the tick and its date', [239, 148], [224, 124]),
  ],
  two_meters: [
    apart(PAYOFF_MS, 'what the high rate earned and the tube', [545, 300], [545, 25]),
    apart(PAYOFF_MS, 'what the low rate earned and the tube', [240, 375], [240, 200]),
  ],
  two_paths: [
    outlined(PAYOFF_MS, 'the avalanche and the ground', [60, 330], [-22, 250]),
    outlined(PAYOFF_MS, 'the snowball and the ground', [520, 318], [600, 300]),
    sign(PAYOFF_MS, 'the tick and its disc', [62, 273], [62, 240]),
  ],
  two_piles: [
    outlined(PAYOFF_MS, 'what is kept and the ground', [60, 330], [15, 330]),
    outlined(PAYOFF_MS, 'what is cancelled and the ground', [545, 330], [585, 330]),
    sign(PAYOFF_MS, 'the tick and its disc', [94, 111], [98, 78]),
    sign(PAYOFF_MS, 'the cross and its disc', [502, 100], [502, 78]),
  ],
  vault_timer: [
    apart(2000, 'a month that has passed and one to come', [342, 27], [238, 27]),
    apart(PAYOFF_MS, 'a coin and the vault', [290, 264], [290, 120]),
  ],
  water_tank: [
    apart(HOOK_MS, 'the water and the air', [170, 340], [170, 130]),
    apart(PAYOFF_MS, 'the water and the air', [200, 340], [200, 100]),
  ],
};

const { width, height } = designSizes.landscape;

/** Relative luminance (WCAG 2.2) of a place on the painted frame: the mean of a few pixels. */
function greys(lesson: Lesson, theme: Theme, ms: number): (place: Place) => number {
  const scene = composeFilm({ lesson, locale: 'en', theme, shape: 'landscape' });
  const { picture } = frameLayout('landscape', lesson.storyboard.layout, theme.spacing);
  let pixels = new Uint8Array();
  new FrameCanvas(scene, { width, height }).show(ms, ({ rgba }) => {
    pixels = Uint8Array.from(rgba);
  });
  const linear = (byte: number) => {
    const share = byte / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return ([x, y]) => {
    const at =
      (Math.round(picture.y + y * picture.scale) * width + Math.round(picture.x + x * picture.scale)) * 4;
    const [red = 0, green = 0, blue = 0] = pixels.subarray(at, at + 3);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
}

function ratioOf(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** How well two places are told apart: by their own greys, or by a line between them that differs from both. */
function distinctness(grey: (place: Place) => number, { one, other, cue }: Claim): number {
  const [first, last] = [grey(one), grey(other)];
  if (cue !== 'line') return ratioOf(first, last);
  const steps = Math.ceil(Math.hypot(other[0] - one[0], other[1] - one[1]));
  const lines = Array.from({ length: steps - 1 }, (_, index) => {
    const share = (index + 1) / steps;
    const between = grey([one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share]);
    return Math.min(ratioOf(between, first), ratioOf(between, last));
  });
  return Math.max(...lines);
}

function indistinct(lesson: Lesson, theme: Theme): readonly string[] {
  const frames = new Map<number, (place: Place) => number>();
  return claims[lesson.storyboard.picture.kind].flatMap((claim) => {
    const grey = frames.get(claim.atMs) ?? greys(lesson, theme, claim.atMs);
    frames.set(claim.atMs, grey);
    const ratio = distinctness(grey, claim);
    const needed = claim.cue === 'sign' ? SIGN_RATIO : PART_RATIO;
    return ratio >= needed ? [] : [`${claim.what} at ${claim.atMs} ms: ${ratio.toFixed(2)}, not ${needed}`];
  });
}

describe.each([lightTheme, darkTheme].map((theme) => [theme.mode, theme] as const))(
  'in grey, %s',
  (_, theme) => {
    test.each(lessons.map((lesson) => [lesson.topic, lesson] as const))(
      '%s is understood',
      (_topic, lesson) => {
        expect(indistinct(lesson, theme)).toEqual([]);
      },
    );
  },
);

test('shares that differ in hue alone are caught', () => {
  const pie = lessons.find((lesson) => lesson.storyboard.picture.kind === 'scaling_pie');
  const { palette } = lightTheme;
  const theme = { ...lightTheme, palette: { ...palette, accent: '#b03a2e', brand: '#2f5fe3' } };
  expect(pie && indistinct(pie, theme)).toEqual([
    expect.stringMatching(/^needs and wants at 7000 ms: 1\.\d\d, not 1\.5$/),
  ]);
});
