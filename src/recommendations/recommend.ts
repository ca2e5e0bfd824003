import { assert } from '../kernel/assert.ts';
import { shortDigest } from '../kernel/hash.ts';
import type { Assignment, Persona } from '../personas/assignment.ts';
import type { Ledger } from '../signals/ledger.ts';
import type { Signals } from '../signals/signals.ts';
import type { Because, BecauseCode } from './because.ts';
import { educationItems } from './catalogue/education-items.ts';
import { partnerOffers } from './catalogue/partner-offers.ts';
import { creditReasons } from './credit-reasons.ts';
import { disclosure } from './disclosure.ts';
import type { EligibilityRule, ProductKind } from './eligibility-rule.ts';
import { flowReasons } from './flow-reasons.ts';
import { type MemberFacts, memberFacts } from './member-facts.ts';
import { byScore, type Feedback, isDismissed, type Scored, score } from './ranking.ts';
import type { Recommendation } from './recommendation.ts';
import { type RecommendationLocale, renderRationale, wordingOf } from './render-rationale.ts';

/** What is shown at most, and for education at least. */
export const recommendationLimits = {
  educationMin: 3,
  educationMax: 5,
  offersMin: 1,
  offersMax: 3,
} as const;

/** A recommendation that nobody checked yet, with what the eligibility guardrail needs to judge it. */
export type Draft = {
  readonly recommendation: Recommendation;
  readonly productKind: ProductKind | null;
  readonly eligibility: readonly EligibilityRule[];
  /** For whom the catalogue means it. */
  readonly personas: readonly Persona[];
  /** Meant for another persona or everybody: shown only where the member's own are too few. */
  readonly isReserve: boolean;
  readonly standing: Standing;
};

/** Why a candidate stands where it does: the reason it is given for, and what `ranking.ts` made of it. */
export type Standing = {
  readonly reason: BecauseCode;
  /** 0–1: how strongly the numbers of the reason speak. */
  readonly strength: number;
  readonly fit: number;
  /** Before what repeats a reason or a product kind falls behind. */
  readonly score: number;
};

export const CANDIDATE_DISMISSED = 'CANDIDATE_DISMISSED';
export const CANDIDATE_WITHOUT_REASON = 'CANDIDATE_WITHOUT_REASON';
export const CANDIDATE_OF_OTHER_PERSONA = 'CANDIDATE_OF_OTHER_PERSONA';

/** A catalogue entry that became no draft, and why: what was found, and what would have been allowed. */
export type DroppedCandidate = Pick<Recommendation, 'kind' | 'topic'> &
  (
    | { readonly code: typeof CANDIDATE_DISMISSED }
    /** None of these is supported by the member's numbers. */
    | { readonly code: typeof CANDIDATE_WITHOUT_REASON; readonly allowed: readonly BecauseCode[] }
    | {
        readonly code: typeof CANDIDATE_OF_OTHER_PERSONA;
        readonly found: Persona;
        readonly allowed: readonly Persona[];
      }
  );

export type Recommended = {
  /** Best first, the reserve behind; more than are shown, because a guardrail may refuse some. */
  readonly drafts: readonly Draft[];
  /** The rest of the catalogue, in its order. */
  readonly dropped: readonly DroppedCandidate[];
  readonly facts: MemberFacts;
};

const reasons: Readonly<Record<BecauseCode, (facts: MemberFacts) => Because | null>> = {
  ...creditReasons,
  ...flowReasons,
};

/**
 * One member's 180-day signals and persona → drafts of education items and partner offers, ranked
 * (`ranking.ts` states the formula), each with a rationale that cites the member's own numbers.
 */
export function recommend(input: {
  readonly memberId: string;
  readonly ledger: Ledger;
  readonly signals: Signals;
  readonly assignment: Assignment;
  readonly locale: RecommendationLocale;
  readonly feedback?: readonly Feedback[];
}): Recommended {
  const facts = memberFacts(input.ledger, input.signals);
  const feedback = input.feedback ?? [];
  const options = { locale: input.locale, currency: input.ledger.currency ?? 'USD' };
  const tell = onceForEach((reason: Because) => inWords(reason, options));
  const reasonOf = onceForEach((code: BecauseCode) => reasons[code](facts));
  const told = { reasonOf, assignment: input.assignment, feedback };
  const { primary } = input.assignment;
  const all = [...ranked(educationCandidates(told), primary), ...ranked(offerCandidates(told), primary)];
  return {
    facts,
    drafts: all.map((scored) => asDraft(scored, { ...input, tell })),
    dropped: droppedCandidates(all, told),
  };
}

/** Many items share a reason: what is made of it is made once. */
function onceForEach<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  const known = new Map<Key, Made>();
  return (key) => {
    const made = known.get(key);
    if (made !== undefined) return made;
    const fresh = make(key);
    known.set(key, fresh);
    return fresh;
  };
}

function droppedCandidates(
  ranked: readonly Scored[],
  { reasonOf, assignment, feedback }: Told,
): DroppedCandidate[] {
  const catalogue = [
    ...educationItems.map(
      (item) => ({ ...item, kind: 'education', personas: [item.persona] as readonly Persona[] }) as const,
    ),
    ...partnerOffers.map((offer) => ({ ...offer, kind: 'offer', topic: offer.code }) as const),
  ];
  return catalogue
    .filter(({ kind, topic }) => !ranked.some((scored) => scored.kind === kind && scored.topic === topic))
    .map(({ kind, topic, because, personas }): DroppedCandidate => {
      if (isDismissed(topic, feedback)) return { kind, topic, code: CANDIDATE_DISMISSED };
      const hasReason = because.some((code) => reasonOf(code) !== null);
      return hasReason
        ? { kind, topic, code: CANDIDATE_OF_OTHER_PERSONA, found: assignment.primary, allowed: personas }
        : { kind, topic, code: CANDIDATE_WITHOUT_REASON, allowed: because };
    });
}

/** What candidates are made from. */
type Told = {
  /** A reason that the member's numbers support, else null. */
  readonly reasonOf: (code: BecauseCode) => Because | null;
  readonly assignment: Assignment;
  readonly feedback: readonly Feedback[];
};

/** The persona's own first; then what is meant for another that holds, or for everybody. */
function ranked(candidates: readonly Scored[], persona: Persona): Scored[] {
  const own = byScore(candidates.filter(({ personas }) => personas.includes(persona)));
  const reserve = candidates.filter(({ personas, fit }) => fit > 0 && !personas.includes(persona));
  return [...own, ...byScore(reserve, own)];
}

function educationCandidates(told: Told): Scored[] {
  return educationItems.flatMap((item, position) =>
    candidates(told, {
      kind: 'education',
      topic: item.topic,
      personas: [item.persona],
      because: item.because,
      position,
      productKind: null,
      eligibility: [],
    }),
  );
}

function offerCandidates(told: Told): Scored[] {
  return partnerOffers.flatMap((offer, position) =>
    candidates(told, {
      kind: 'offer',
      topic: offer.code,
      personas: offer.personas,
      because: offer.because,
      position,
      productKind: offer.productKind,
      eligibility: offer.rules,
    }),
  );
}

type Entry = Omit<Scored, 'reason' | 'score' | 'fit'> & { readonly because: readonly BecauseCode[] };

/** An item with each reason that the member's numbers support; nothing without any reason. */
function candidates({ reasonOf, assignment, feedback }: Told, entry: Entry): Scored[] {
  if (isDismissed(entry.topic, feedback)) return [];
  return entry.because.flatMap((code, preference) => {
    const reason = reasonOf(code);
    if (!reason) return [];
    const scored = score(
      { personas: entry.personas, topic: entry.topic, reason, preference },
      assignment,
      feedback,
    );
    return [{ ...entry, reason, ...scored }];
  });
}

function inWords(reason: Because, options: Parameters<typeof renderRationale>[1]) {
  const { rationale, evidence } = renderRationale(reason, options);
  // Without words: the same recommendation has the same id in every language, whatever its numbers are called.
  const numbers = evidence.map(({ name: _, label: __, ...number }) => number);
  return { rationale, evidence, numbersDigest: shortDigest(JSON.stringify(numbers)) };
}

function asDraft(
  scored: Scored,
  input: {
    memberId: string;
    assignment: Assignment;
    locale: RecommendationLocale;
    tell: (reason: Because) => ReturnType<typeof inWords>;
  },
): Draft {
  const wording = wordingOf(input.locale).items[scored.topic];
  assert(wording, `every catalogue item is worded in every locale: ${scored.topic}`);
  const { rationale, evidence, numbersDigest } = input.tell(scored.reason);
  return {
    productKind: scored.productKind,
    eligibility: scored.eligibility,
    personas: scored.personas,
    isReserve: !scored.personas.includes(input.assignment.primary),
    standing: {
      reason: scored.reason.code,
      strength: scored.reason.strength,
      fit: scored.fit,
      score: scored.score,
    },
    recommendation: {
      id: shortDigest(JSON.stringify([input.memberId, scored.kind, scored.topic, numbersDigest])),
      kind: scored.kind,
      topic: scored.topic,
      title: wording.title,
      summary: wording.summary,
      rationale,
      evidence,
      disclosure,
    },
  };
}
