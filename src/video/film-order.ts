import type { Milliseconds } from '../kernel/units.ts';
import type { Lesson } from '../lessons/lesson.ts';
import type { AttemptPlan } from './attempt.ts';
import type { FilmOrder, FilmProvider, ProviderCapabilities } from './film-provider-port.ts';
import type { Failure } from './job.ts';
import { filmPrompt } from './prompt.ts';

export type OrderOutcome =
  | { readonly kind: 'order'; readonly order: FilmOrder; readonly plan: AttemptPlan }
  /** This provider can't make this film, or nobody knows for how much. */
  | { readonly kind: 'impossible'; readonly reason: Failure };

/** A film may be this much longer or shorter than its lesson. */
const LENGTH_TOLERANCE = 0.2;
const SHORT_SIDE_MIN_PX = 720;
const MS_PER_SECOND = 1000;

/** What to order of a provider for a lesson: the nearest that it sells. */
export function orderOf(provider: FilmProvider, lesson: Lesson, locale: string): OrderOutcome {
  const { capabilities, model, name } = provider;
  const impossible = (code: string, message: string): OrderOutcome => ({
    kind: 'impossible',
    reason: { code, message: `${name}: ${message}` },
  });
  if (capabilities.locales !== null && !capabilities.locales.includes(locale)) {
    return impossible(
      'LOCALE_NOT_SPOKEN',
      `its pictures speak ${capabilities.locales.join(', ')}, not ${locale}`,
    );
  }
  const size = capabilities.sizes.find(isLandscapeFilm);
  if (!size) return impossible('SIZE_NOT_SOLD', `it sells no landscape film of ${SHORT_SIDE_MIN_PX} lines`);
  const durationSeconds = nearestDuration(capabilities, lesson.storyboard.durationMs);
  if (durationSeconds === null) {
    return impossible(
      'LENGTH_NOT_SOLD',
      `it sells nothing near ${lesson.storyboard.durationMs / MS_PER_SECOND} s`,
    );
  }
  const { text, digest } = filmPrompt(lesson);
  const order: FilmOrder = { lesson, locale, model, prompt: { text, digest }, durationSeconds, ...size };
  const cost = provider.estimateCost(order);
  if (cost.kind === 'unknown') return impossible('PRICE_UNKNOWN', cost.message);
  return {
    kind: 'order',
    order,
    plan: {
      provider: name,
      model,
      size: `${size.widthPx}x${size.heightPx}`,
      durationSeconds,
      promptDigest: digest,
      estimatedMicroUsd: capabilities.isOwn ? null : cost.microUsd,
    },
  };
}

/** The order that an attempt was made with, from what was written down of it. */
export function orderOfAttempt(plan: AttemptPlan, lesson: Lesson, locale: string): FilmOrder {
  const { text, digest } = filmPrompt(lesson);
  const [widthPx = 0, heightPx = 0] = plan.size.split('x').map(Number);
  const { model, durationSeconds } = plan;
  return { lesson, locale, model, prompt: { text, digest }, durationSeconds, widthPx, heightPx };
}

function isLandscapeFilm({ widthPx, heightPx }: { widthPx: number; heightPx: number }): boolean {
  return widthPx > heightPx && heightPx >= SHORT_SIDE_MIN_PX;
}

function nearestDuration({ durationsSeconds }: ProviderCapabilities, lessonMs: Milliseconds): number | null {
  const wanted = lessonMs / MS_PER_SECOND;
  const sold =
    'min' in durationsSeconds
      ? [Math.min(Math.max(Math.round(wanted), durationsSeconds.min), durationsSeconds.max)]
      : [...durationsSeconds].sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
  const [nearest] = sold;
  if (nearest === undefined || Math.abs(nearest - wanted) > wanted * LENGTH_TOLERANCE) return null;
  return nearest;
}
