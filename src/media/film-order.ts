import type { Milliseconds } from '../kernel/units.ts';

/** What was asked of the provider. */
export type OrderedFilm = {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly durationMs: Milliseconds;
  /** Null where no rate was ordered. */
  readonly frameRate: number | null;
  /** Null where nobody said. */
  readonly hasSound: boolean | null;
};

/** What came, before anything was done to it. */
export type DeliveredFilm = {
  /** `MP4`, `QuickTime File Format`, `WebM`, … */
  readonly container: string;
  readonly codec: string | null;
  /** As shown: pixel aspect and rotation applied. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Of the pictures. */
  readonly durationMs: Milliseconds;
  readonly frameRate: number | null;
  readonly hasSound: boolean;
};

export type OrderDifference = {
  readonly what: 'size' | 'length' | 'frame_rate' | 'sound';
  /** As people read it: `1920×1080`, `8 s`, `24 per second`, `none`. */
  readonly ordered: string;
  readonly delivered: string;
};

/** Models make whole pictures, and count them to about the length: a tenth of a second is no difference. */
const lengthToleranceMs = 100;
/** 23.976 is what is sold as 24. */
const frameRateTolerance = 0.005;

/** Where what came is not what was ordered; empty where it is. */
export function differencesFromOrder(
  ordered: OrderedFilm,
  delivered: DeliveredFilm,
): readonly OrderDifference[] {
  const differences: OrderDifference[] = [];
  const note = (isDifferent: boolean, difference: OrderDifference) => {
    if (isDifferent) differences.push(difference);
  };
  const { frameRate } = delivered;
  note(ordered.widthPx !== delivered.widthPx || ordered.heightPx !== delivered.heightPx, {
    what: 'size',
    ordered: size(ordered),
    delivered: size(delivered),
  });
  note(Math.abs(ordered.durationMs - delivered.durationMs) > lengthToleranceMs, {
    what: 'length',
    ordered: seconds(ordered.durationMs),
    delivered: seconds(delivered.durationMs),
  });
  note(ordered.frameRate !== null && !isNear(ordered.frameRate, frameRate), {
    what: 'frame_rate',
    ordered: `${ordered.frameRate} per second`,
    delivered: frameRate === null ? 'unknown' : `${frameRate} per second`,
  });
  note(ordered.hasSound !== null && ordered.hasSound !== delivered.hasSound, {
    what: 'sound',
    ordered: sound(ordered.hasSound),
    delivered: sound(delivered.hasSound),
  });
  return differences;
}

function isNear(ordered: number, delivered: number | null): boolean {
  return delivered !== null && Math.abs(ordered - delivered) <= ordered * frameRateTolerance;
}

function size({ widthPx, heightPx }: { widthPx: number; heightPx: number }): string {
  return `${widthPx}×${heightPx}`;
}

function seconds(durationMs: Milliseconds): string {
  return `${Number((durationMs / 1000).toFixed(2))} s`;
}

function sound(hasSound: boolean | null): string {
  return hasSound ? 'a sound track' : 'none';
}
