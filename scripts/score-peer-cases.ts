import type { Account, CreditLiability, MemberBank, Transaction } from '../src/ingest/bank-record.ts';
import { addDays } from '../src/kernel/dates.ts';
import { assignPersona } from '../src/personas/assign-persona.ts';
import type { GivenSignals } from '../src/personas/persona-facts.ts';
import { payCadence } from '../src/signals/cadence.ts';
import { computeSignals } from '../src/signals/compute-signals.ts';
import type { Signals } from '../src/signals/signals.ts';
import { creditRules } from '../src/signals/thresholds.ts';

type PeerRow = { merchant?: string; amount: number; date: string; category?: string };
type PeerAccount = { subtype?: string; balance: number; limit?: number };

export type PeerCase = {
  readonly id: string;
  readonly kind: string;
  readonly as_of: string;
  readonly input: {
    readonly function?: string;
    readonly persona?: string;
    readonly signals?: Readonly<Record<string, number | boolean>>;
    readonly transactions?: readonly PeerRow[];
    readonly cards?: readonly PeerAccount[];
    readonly accounts?: readonly PeerAccount[];
    readonly expenses?: readonly PeerRow[];
    readonly liabilities?: readonly { minimum_payment_amount: number }[];
    readonly checking_balance?: number;
    readonly median_gap_days?: number;
    readonly window_days?: number;
  };
  readonly expected: Readonly<Record<string, unknown>>;
};

export type Verdict =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong' | 'refused'; readonly why: string };

/** Cases that this product answers otherwise on purpose, and the decision that says why. */
const refusedCases: Readonly<Record<string, string>> = {
  't2-sub-vary': '0010: a utility is a bill, not a subscription',
  'cb-util': '0010: a utility is a bill, not a subscription',
  'sure-wrap': '0010: gaps of 32 and 1 days are two due days, not three',
  'casey-12': '0011: $200 is a month, not the whole window',
  'casey-18': '0011: a fifth persona is not in the vocabulary',
  'casey-20': '0011: a fifth persona is not in the vocabulary',
  'casey-21': '0011: a fifth persona is not in the vocabulary',
  'casey-22': '0011: a fifth persona is not in the vocabulary',
};

const cents = (amount: number) => Math.round(amount * 100);

/** Runs one published case against the engine. */
export function judgePeerCase(peer: PeerCase): Verdict {
  const refused = refusedCases[peer.id];
  if (refused !== undefined) return { kind: 'refused', why: refused };
  const wrong = differences(peer);
  return wrong.length === 0 ? { kind: 'right' } : { kind: 'wrong', why: wrong.join('; ') };
}

function differences(peer: PeerCase): string[] {
  if (peer.kind.startsWith('persona')) return personaDifferences(peer);
  if (peer.kind === 'frequency') return frequencyDifferences(peer);
  const signals = signalsOf(peer);
  switch (peer.kind) {
    case 'subscriptions':
      return subscriptionDifferences(peer, signals);
    case 'income':
      return incomeDifferences(peer, signals);
    case 'credit':
      return creditDifferences(peer, signals);
    case 'savings':
      return savingsDifferences(peer, signals);
    default:
      return [`no such kind of case: ${peer.kind}`];
  }
}

function signalsOf(peer: PeerCase): Signals {
  // A case over 30 days asks for that window; everything longer is the long one.
  const window = (peer.input.window_days ?? 180) <= 30 ? '30d' : '180d';
  return computeSignals(bankOf(peer), { asOf: peer.as_of, window });
}

function bankOf({ id, input, as_of }: PeerCase): MemberBank {
  const cards = (input.cards ?? []).map((card, at) => account(`card-${at}`, 'credit', 'credit card', card));
  const deposits = (input.accounts ?? []).map((one, at) =>
    account(`deposit-${at}`, 'depository', one.subtype ?? 'savings', one),
  );
  const checking = account('checking', 'depository', 'checking', { balance: input.checking_balance ?? 1000 });
  const rowsAccount = cards.length > 0 ? 'card-0' : 'checking';
  const rows = [
    ...(input.transactions ?? []).map((row, at) => transaction(`t${at}`, rowsAccount, row)),
    ...(input.expenses ?? []).map((row, at) => transaction(`e${at}`, 'checking', row)),
  ];
  const liabilities = (input.liabilities ?? []).map(
    (one, at): CreditLiability => ({
      accountId: `card-${at}`,
      aprs: [],
      isOverdue: null,
      lastPaymentCents: null,
      lastPaymentDate: null,
      minimumPaymentCents: cents(one.minimum_payment_amount),
      lastStatementBalanceCents: null,
      lastStatementDate: addDays(as_of, -30),
      nextPaymentDueDate: null,
    }),
  );
  return { memberId: id, accounts: [checking, ...cards, ...deposits], transactions: rows, liabilities };
}

function account(accountId: string, type: string, subtype: string, from: PeerAccount): Account {
  return {
    accountId,
    type,
    subtype,
    holderCategory: 'personal',
    name: null,
    officialName: null,
    mask: null,
    currency: 'USD',
    balanceCents: cents(from.balance),
    availableCents: null,
    limitCents: from.limit === undefined ? null : cents(from.limit),
  };
}

function transaction(transactionId: string, accountId: string, row: PeerRow): Transaction {
  return {
    transactionId,
    accountId,
    date: row.date,
    authorizedDate: null,
    amountCents: cents(row.amount),
    currency: 'USD',
    merchantName: row.merchant ?? null,
    description: row.merchant ?? 'Expense',
    category: row.category === undefined ? null : { primary: row.category.toUpperCase(), detailed: null },
    paymentChannel: null,
    isPending: false,
    pendingTransactionId: null,
  };
}

const isBetween = (value: number | null | undefined, range: unknown) =>
  Array.isArray(range) && value != null && value >= range[0] && value <= range[1];

function check(name: string, found: unknown, wanted: unknown): string[] {
  return wanted === undefined || found === wanted ? [] : [`${name} is ${found}, expected ${wanted}`];
}

function subscriptionDifferences({ expected }: PeerCase, { subscriptions }: Signals): string[] {
  const names = (subscriptions?.streams ?? []).map((stream) => stream.merchant);
  const missing = (Array.isArray(expected['includes']) ? expected['includes'] : []).filter(
    (name) => !names.includes(String(name)),
  );
  const share = (subscriptions?.shareRatio ?? Number.NaN) * 100;
  return [
    ...missing.map((name) => `${name} is missing`),
    ...check('recurring count', subscriptions?.recurringCount, expected['recurring_count']),
    ...(expected['share_pct_range'] && !isBetween(share, expected['share_pct_range'])
      ? [`share is ${share} %`]
      : []),
    ...(expected['share_pct'] === 0 ? check('share', share, 0) : []),
  ];
}

function incomeDifferences({ expected }: PeerCase, { income }: Signals): string[] {
  const variability = income?.variabilityRatio ?? null;
  const above = expected['variability_above'];
  return [
    ...check('payroll', (income?.payroll.length ?? 0) > 0, expected['payroll']),
    ...check('cadence', income?.payroll[0]?.cadence, expected['frequency']),
    ...check('median gap', income?.medianPayGapDays, expected['median_gap_days']),
    ...(typeof above === 'number' && !(variability !== null && variability > above)
      ? [`variability is ${variability}`]
      : []),
  ];
}

function frequencyDifferences({ input, expected }: PeerCase): string[] {
  const found = payCadence(input.median_gap_days ?? null)?.replace('semimonthly', 'semi-monthly') ?? null;
  const allowed = Array.isArray(expected['frequency_in']) ? expected['frequency_in'] : [];
  return allowed.includes(found) ? [] : [`frequency is ${found}`];
}

function creditDifferences({ expected }: PeerCase, { credit }: Signals): string[] {
  const highest = credit?.maxUtilizationRatio ?? null;
  const flags = creditRules.flagRatios.flatMap((ratio) =>
    check(`flag ${ratio}`, highest !== null && highest >= ratio, expected[`flag_${ratio * 100}`]),
  );
  return [
    ...check('utilisation', highest === null ? null : highest * 100, expected['max_utilization']),
    ...flags,
    ...check(
      'minimum only',
      credit?.cards.some((card) => card.minimumPaymentOnly) ?? null,
      expected['minimum_payment_only'],
    ),
  ];
}

function savingsDifferences({ expected }: PeerCase, { savings }: Signals): string[] {
  const months = savings?.emergencyFundMonths;
  return isBetween(months, expected['range']) ? [] : [`emergency fund is ${months}`];
}

function personaDifferences({ input, expected }: PeerCase): string[] {
  const { primary, matches } = assignPersona(givenSignals(input.signals ?? {}));
  if (expected['result'] === 'General') return check('persona', primary, 'general');
  const asked = input.persona ?? input.function?.replace('check_', '') ?? '';
  return check(
    asked,
    matches.some((persona) => persona === asked),
    expected['result'],
  );
}

/** Two peers' field names → the product's own. Percent becomes ratio, dollars become cents. */
function givenSignals(from: Readonly<Record<string, number | boolean>>): GivenSignals {
  const number = (...names: string[]) => {
    for (const name of names) if (typeof from[name] === 'number') return from[name];
    return null;
  };
  const boolean = (...names: string[]) =>
    names.map((name) => from[name]).find((value) => value === true) ?? null;
  const ratio = (value: number | null) => (value === null ? null : value / 100);
  const amount = (value: number | null) => (value === null ? null : cents(value));
  const window = number('sav_180d_net_inflow');
  const utilizationRatio = ratio(number('credit_max_util_pct', 'max_utilization'));
  const interest = boolean('credit_interest_charges');
  return {
    subscriptions: {
      recurringCount: number('sub_180d_recurring_count', 'recurring_count'),
      monthlySpendCents: amount(number('sub_30d_monthly_spend', 'monthly_spend')),
      shareRatio: ratio(number('sub_30d_share_pct', 'share_pct')),
    },
    savings: {
      growthRatio: ratio(number('sav_180d_growth_rate_pct', 'growth_pct')),
      monthlyInflowCents: amount(number('net_inflow_month') ?? (window === null ? null : window / 6)),
    },
    credit: {
      cards: [
        {
          utilizationRatio,
          interestChargedCents: interest ? 100 : 0,
          minimumPaymentOnly: boolean('credit_min_payment_only', 'minimum_payment_only') ?? false,
          isOverdue: boolean('credit_is_overdue', 'overdue') ?? false,
        },
      ],
      maxUtilizationRatio: utilizationRatio,
    },
    income: {
      medianPayGapDays: number('inc_180d_median_pay_gap_days', 'median_gap_days'),
      cashBufferMonths: number('inc_180d_cash_buffer_months', 'cash_buffer_months'),
    },
  };
}
