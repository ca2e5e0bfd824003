import type { Media, Profile, Recommendations } from '../../src/http/contract.ts';
import { idea, offer } from './scenario-items.ts';
import {
  failed,
  inTheMaking,
  missingFilm,
  modelFilm,
  notOrdered,
  pictureOnly,
  readyFilm,
  waitingForApproval,
} from './scenario-media.ts';

const cardCriteria: Profile['criteria'] = [
  { persona: 'high_utilization', code: 'max_utilization', value: 0.68, threshold: 0.5, met: true },
  { persona: 'high_utilization', code: 'interest_charged', value: true, threshold: true, met: true },
  { persona: 'high_utilization', code: 'overdue', value: false, threshold: true, met: false },
  { persona: 'variable_income', code: 'median_pay_gap_days', value: null, threshold: 45, met: null },
];

/** What the mock knows of one member. `analysed` is what consent would reveal. */
export type ScenarioMember = {
  profile: Profile;
  readonly analysed: Pick<Profile, 'asOf' | 'persona' | 'persona30d' | 'criteria'>;
  items: Recommendations['items'];
  /** How often the recommendations answer `not_analysed` before they are there. */
  analysisPolls: number;
};

/** The states that a film goes through, one further with each question. */
export type FilmSteps = Map<string, Media[]>;

/** One member for each state that the page knows, named for what is odd in them. */
export function scenarioMembers(): Map<string, ScenarioMember> {
  const cardUser = {
    asOf: '2026-11-20',
    persona: 'high_utilization',
    persona30d: 'savings_builder',
    criteria: cardCriteria,
  };
  const everyKind = [
    idea('utilization', readyFilm),
    idea('paydown', modelFilm),
    idea('interest', waitingForApproval),
    idea('autopay'),
    idea('cushion'),
    offer('transferOffer'),
    offer('savingsOffer'),
  ];
  const members = [
    member('maya', 'Maya', 'granted', cardUser, everyKind, 'Uses a good part of one card’s limit.'),
    member('film-on-its-way', 'Ines', 'granted', cardUser, [
      idea('utilization', inTheMaking(0.4)),
      idea('autopay'),
    ]),
    member('no-film-worked', 'Omar', 'granted', cardUser, [
      idea('utilization', pictureOnly),
      idea('paydown', failed),
      idea('interest', notOrdered),
    ]),
    member('film-is-gone', 'Tove', 'granted', cardUser, [idea('utilization', missingFilm)]),
    member(
      'nothing-stands-out',
      'Gina',
      'granted',
      { ...cardUser, persona: 'general', persona30d: 'general', criteria: [] },
      [idea('basics'), idea('cushion'), idea('autopay')],
    ),
    member('never-asked', 'Noor', 'none', cardUser, everyKind),
    member('took-it-back', 'Ray', 'revoked', cardUser, everyKind),
    { ...member('just-said-yes', 'Lena', 'granted', cardUser, everyKind), analysisPolls: 1 },
    member('member-without-a-name-0001', null, 'granted', { ...cardUser, persona: 'variable_income' }, []),
  ];
  return new Map(members.map((one) => [one.profile.memberId, one]));
}

export function scenarioFilms(): FilmSteps {
  return new Map([
    ['high_utilization/credit_utilization', [inTheMaking(0.6), inTheMaking(0.9), readyFilm]],
    ['high_utilization/interest_calculation', [waitingForApproval]],
  ]);
}

function member(
  memberId: string,
  displayName: string | null,
  status: Profile['consent']['status'],
  analysed: ScenarioMember['analysed'],
  items: ScenarioMember['items'],
  story: string | null = null,
): ScenarioMember {
  const isGranted = status === 'granted';
  const hidden = { asOf: null, persona: null, persona30d: null, criteria: [] };
  return {
    profile: {
      memberId,
      displayName,
      story,
      isSample: displayName !== null,
      consent: { status, since: status === 'none' ? null : '2026-11-03T10:00:00.000Z' },
      ...(isGranted ? analysed : hidden),
      personaHistory: [],
      personaHistory30d: [],
    },
    analysed,
    items,
    analysisPolls: 0,
  };
}
