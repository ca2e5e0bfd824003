import { isoDateOfDay } from '../../kernel/dates.ts';
import { type MemberRecipe, minimumPaymentCents, paymentCents } from './member-recipe.ts';
import type { PlantedRow } from './member-rows.ts';
import { HISTORY_DAYS, type PlantedBalances } from './planted-facts.ts';
import type { PlantedPay, PlantedStream } from './planted-truth.ts';
import type { StreamPlan } from './recurring-rows.ts';
import { primaryOf } from './sample-document.ts';

type Planted = {
  readonly memberId: string;
  readonly recipe: MemberRecipe;
  readonly rows: readonly PlantedRow[];
  readonly balances: PlantedBalances;
  readonly plans: readonly StreamPlan[];
  readonly toDay: number;
};

/** Planted rows → a document in the shape of Plaid's responses, and which of its ids were planted as what. */
export function plantedDocument(planted: Planted): {
  document: object;
  streams: PlantedStream[];
  pay: PlantedPay[];
} {
  const { memberId, balances, plans } = planted;
  const rows = [...planted.rows].sort(
    (a, b) => a.day - b.day || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
  const idOf = (at: number) => `${memberId}-t${at}`;
  const groups = new Map<string, { ids: string[]; days: Set<number> }>();
  rows.forEach((row, at) => {
    if (row.group === null || (row.label === 'pay' && row.day <= planted.toDay - HISTORY_DAYS)) return;
    const key = `${row.label}|${row.group}`;
    const group = groups.get(key) ?? { ids: [], days: new Set() };
    group.ids.push(idOf(at));
    group.days.add(row.day);
    groups.set(key, group);
  });
  return {
    document: {
      member_id: memberId,
      accounts: accounts(memberId, balances),
      transactions: rows.map((row, at) => transaction(memberId, idOf(at), row)),
      liabilities: {
        credit: balances.cards.map((_, at) => liability(planted, at)),
        student: null,
        mortgage: null,
      },
    },
    streams: plans.flatMap((plan) => {
      const group = groups.get(`recurring|${plan.group}`);
      const least = plan.cadence === 'quarterly' || plan.cadence === 'yearly' ? 2 : 3;
      // Two bookings of one day are one charge.
      return group === undefined || group.days.size < least
        ? []
        : [{ merchant: plan.business.name, cadence: plan.cadence, transactionIds: group.ids }];
    }),
    pay: [...groups]
      .filter(([key]) => key.startsWith('pay|'))
      .map(([key, { ids }]) => ({ source: key.slice('pay|'.length), transactionIds: ids })),
  };
}

const decimal = (cents: number) => cents / 100;

function account(
  memberId: string,
  key: string,
  type: string,
  subtype: string,
  balanceCents: number,
  limitCents: number | null,
) {
  return {
    account_id: `${memberId}-${key}`,
    type,
    subtype,
    holder_category: 'personal',
    name: subtype,
    official_name: null,
    mask: String(1000 + key.length * 37 + (key.codePointAt(key.length - 1) ?? 0)),
    balances: {
      current: decimal(balanceCents),
      available: null,
      limit: limitCents === null ? null : decimal(limitCents),
      iso_currency_code: 'USD',
      unofficial_currency_code: null,
    },
  };
}

function accounts(memberId: string, balances: PlantedBalances): object[] {
  return [
    account(memberId, 'checking', 'depository', 'checking', balances.checkingCents, null),
    ...(balances.savingsCents === null
      ? []
      : [account(memberId, 'savings', 'depository', 'savings', balances.savingsCents, null)]),
    ...balances.cards.map((card, at) =>
      account(memberId, `card-${at}`, 'credit', 'credit card', card.balanceCents, card.limitCents),
    ),
  ];
}

function transaction(memberId: string, id: string, row: PlantedRow): object {
  return {
    transaction_id: id,
    account_id: `${memberId}-${row.account}`,
    date: isoDateOfDay(row.day),
    authorized_date: null,
    amount: decimal(row.amountCents),
    iso_currency_code: 'USD',
    unofficial_currency_code: null,
    merchant_name: row.merchantName,
    name: row.name,
    payment_channel: 'other',
    personal_finance_category:
      row.category === null ? null : { primary: primaryOf(row.category), detailed: row.category },
    pending: row.isPending ?? false,
    pending_transaction_id: null,
  };
}

/** A card's liability; its last payment is the last one among the rows. */
function liability(planted: Planted, at: number): object {
  const { memberId, recipe, balances, toDay } = planted;
  const isLast = at === balances.cards.length - 1;
  const payment = planted.rows
    .filter((row) => row.account === `card-${at}` && row.label === 'card_payment' && row.day <= toDay)
    .reduce<PlantedRow | null>((last, row) => (last === null || row.day > last.day ? row : last), null);
  return {
    account_id: `${memberId}-card-${at}`,
    aprs: [
      {
        apr_percentage: 22.9,
        apr_type: 'purchase_apr',
        balance_subject_to_apr: null,
        interest_charge_amount: null,
      },
    ],
    is_overdue: isLast && recipe.isOverdue,
    last_payment_amount: decimal(paymentCents(recipe, at)),
    last_payment_date: payment === null ? null : isoDateOfDay(payment.day),
    last_statement_issue_date: null,
    last_statement_balance: decimal(balances.cards[at]?.balanceCents ?? 0),
    minimum_payment_amount: decimal(minimumPaymentCents),
    next_payment_due_date: null,
  };
}
