import type { Account, CreditLiability, MemberBank, Transaction } from '../../src/ingest/bank-record.ts';

export function anAccount(change: Partial<Account> = {}): Account {
  return {
    accountId: 'checking',
    type: 'depository',
    subtype: 'checking',
    holderCategory: 'personal',
    name: null,
    officialName: null,
    mask: null,
    currency: 'USD',
    balanceCents: 100_000,
    availableCents: null,
    limitCents: null,
    ...change,
  };
}

export const aCard = (change: Partial<Account> = {}): Account =>
  anAccount({
    accountId: 'card',
    type: 'credit',
    subtype: 'credit card',
    balanceCents: 50_000,
    limitCents: 500_000,
    ...change,
  });

export const aSavingsAccount = (change: Partial<Account> = {}): Account =>
  anAccount({ accountId: 'savings', subtype: 'savings', ...change });

let made = 0;

/** A transaction; give the id where a test compares it. */
export function aTransaction(change: Partial<Transaction> = {}): Transaction {
  made++;
  return {
    transactionId: `row-${made}`,
    accountId: 'checking',
    date: '2026-06-01',
    authorizedDate: null,
    amountCents: 1_000,
    currency: 'USD',
    merchantName: null,
    description: 'Something',
    category: null,
    paymentChannel: null,
    isPending: false,
    pendingTransactionId: null,
    ...change,
  };
}

export function aLiability(change: Partial<CreditLiability> = {}): CreditLiability {
  return {
    accountId: 'card',
    aprs: [],
    isOverdue: false,
    lastPaymentCents: 20_000,
    lastPaymentDate: null,
    minimumPaymentCents: 4_000,
    lastStatementBalanceCents: null,
    lastStatementDate: null,
    nextPaymentDueDate: null,
    ...change,
  };
}

export function aBank(change: Partial<MemberBank> = {}): MemberBank {
  return { memberId: 'member', accounts: [anAccount()], transactions: [], liabilities: [], ...change };
}

/** Charges of one merchant: `[date, dollars]` each. */
export function charges(
  merchantName: string,
  list: readonly (readonly [date: string, dollars: number])[],
  change: Partial<Transaction> = {},
): Transaction[] {
  return list.map(([date, dollars]) =>
    aTransaction({
      date,
      amountCents: Math.round(dollars * 100),
      merchantName,
      description: merchantName,
      ...change,
    }),
  );
}
