import type { Milliseconds } from '../kernel/units.ts';
import type { LocaleText } from './worked-value.ts';

/** The visual metaphors that the studio can draw. Each is one file in `src/studio/pictures`. */
export const pictureKinds = [
  'card_meter',
  'card_to_card',
  'daily_counter',
  'lit_calendar',
  'maze_door',
  'merging_tiles',
  'milestone_target',
  'ringing_phone',
  'safety_net',
  'savings_slider',
  'scaling_pie',
  'shared_bars',
  'smoothing_tank',
  'splitting_packet',
  'ticking_calendar',
  'two_meters',
  'two_paths',
  'two_piles',
  'vault_timer',
  'water_tank',
] as const;
export type PictureKind = (typeof pictureKinds)[number];

/** Which picture, which worked values it shows to scale, and the few words on it. */
export type StoryboardPicture = {
  readonly kind: PictureKind;
  /** Role in the picture → name of a worked value: just the roles that this kind of picture asks for. */
  readonly values: Readonly<Record<string, string>>;
  /** Role in the picture → words, likewise. */
  readonly labels: Readonly<Record<string, LocaleText>>;
};

/** The one number that changes: it is there from the first frame, and never cut to. */
export type StoryboardNumber = {
  readonly from: string;
  readonly to: string;
  readonly startMs: Milliseconds;
  readonly endMs: Milliseconds;
  /** Name of the value in whose multiples the counter goes, where the picture counts things. */
  readonly inStepsOf?: string;
  /** Values that the counter reaches on its way, each just after its time, where steps are uneven. */
  readonly stops?: readonly { readonly atMs: Milliseconds; readonly value: string }[];
  /** At most two words beside it at the start, and what it is called after the change where that differs. */
  readonly label: LocaleText;
  readonly labelAfter?: LocaleText;
};

export type StoryboardScene = {
  readonly role: 'hook' | 'change' | 'payoff';
  readonly startMs: Milliseconds;
  readonly endMs: Milliseconds;
  /** What is seen, for whoever draws or reviews the film; members read the transcript. `{name}` is a worked value. */
  readonly shows: string;
};

/** Eight seconds as data: three scenes, one picture, one number that changes, one closing line. */
export type Storyboard = {
  readonly durationMs: Milliseconds;
  /** "When ___ then ___": what the picture has to show, for whoever draws or reviews it. `{name}` is a worked value. */
  readonly mechanism: string;
  /** Where the picture stands in a wide frame; in a tall one it is always above the number. */
  readonly layout: 'left' | 'right' | 'wide';
  /** They touch and cover the film; the number has come to rest when the payoff begins. */
  readonly scenes: readonly StoryboardScene[];
  readonly picture: StoryboardPicture;
  readonly number: StoryboardNumber;
  /** At most seven words: what it means or what to do. On screen from `lineMs` to the end. */
  readonly line: LocaleText;
  readonly lineMs: Milliseconds;
};

/**
 * The three scenes that every film has, at the times at which attention asks for them. `payoffMs` is later where
 * the number takes longer.
 */
export function threeScenes(
  shows: { hook: string; change: string; payoff: string },
  payoffMs: Milliseconds = 4000,
): readonly StoryboardScene[] {
  return [
    { role: 'hook', startMs: 0, endMs: 1500, shows: shows.hook },
    { role: 'change', startMs: 1500, endMs: payoffMs, shows: shows.change },
    { role: 'payoff', startMs: payoffMs, endMs: 8000, shows: shows.payoff },
  ];
}
