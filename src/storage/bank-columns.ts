import type { Account, CreditLiability, Transaction } from '../ingest/bank-record.ts';

/** A table's own columns with their PostgreSQL types; the key comes first. */
export type BankColumns = {
  readonly table: 'accounts' | 'transactions' | 'credit_liabilities';
  readonly key: string;
  readonly columns: readonly (readonly [name: string, type: string])[];
};

export const accountColumns: BankColumns = {
  table: 'accounts',
  key: 'account_id',
  columns: [
    ['account_id', 'text'],
    ['type', 'text'],
    ['subtype', 'text'],
    ['holder_category', 'text'],
    ['name', 'text'],
    ['official_name', 'text'],
    ['mask', 'text'],
    ['currency', 'text'],
    ['balance_cents', 'bigint'],
    ['available_cents', 'bigint'],
    ['limit_cents', 'bigint'],
  ],
};

export const transactionColumns: BankColumns = {
  table: 'transactions',
  key: 'transaction_id',
  columns: [
    ['transaction_id', 'text'],
    ['account_id', 'text'],
    ['date', 'date'],
    ['authorized_date', 'date'],
    ['amount_cents', 'bigint'],
    ['currency', 'text'],
    ['merchant_name', 'text'],
    ['description', 'text'],
    ['category_primary', 'text'],
    ['category_detailed', 'text'],
    ['payment_channel', 'text'],
    ['is_pending', 'boolean'],
    ['pending_transaction_id', 'text'],
  ],
};

export const liabilityColumns: BankColumns = {
  table: 'credit_liabilities',
  key: 'account_id',
  columns: [
    ['account_id', 'text'],
    ['aprs', 'jsonb'],
    ['is_overdue', 'boolean'],
    ['last_payment_cents', 'bigint'],
    ['last_payment_date', 'date'],
    ['minimum_payment_cents', 'bigint'],
    ['last_statement_balance_cents', 'bigint'],
    ['last_statement_date', 'date'],
    ['next_payment_due_date', 'date'],
  ],
};

export function accountRow(account: Account) {
  return {
    account_id: account.accountId,
    type: account.type,
    subtype: account.subtype,
    holder_category: account.holderCategory,
    name: account.name,
    official_name: account.officialName,
    mask: account.mask,
    currency: account.currency,
    balance_cents: account.balanceCents,
    available_cents: account.availableCents,
    limit_cents: account.limitCents,
  };
}

export function transactionRow(transaction: Transaction) {
  return {
    transaction_id: transaction.transactionId,
    account_id: transaction.accountId,
    date: transaction.date,
    authorized_date: transaction.authorizedDate,
    amount_cents: transaction.amountCents,
    currency: transaction.currency,
    merchant_name: transaction.merchantName,
    description: transaction.description,
    category_primary: transaction.category?.primary ?? null,
    category_detailed: transaction.category?.detailed ?? null,
    payment_channel: transaction.paymentChannel,
    is_pending: transaction.isPending,
    pending_transaction_id: transaction.pendingTransactionId,
  };
}

export function liabilityRow(liability: CreditLiability) {
  return {
    account_id: liability.accountId,
    aprs: liability.aprs,
    is_overdue: liability.isOverdue,
    last_payment_cents: liability.lastPaymentCents,
    last_payment_date: liability.lastPaymentDate,
    minimum_payment_cents: liability.minimumPaymentCents,
    last_statement_balance_cents: liability.lastStatementBalanceCents,
    last_statement_date: liability.lastStatementDate,
    next_payment_due_date: liability.nextPaymentDueDate,
  };
}

export type StoredAccount = ReturnType<typeof accountRow>;
export type StoredTransaction = ReturnType<typeof transactionRow>;
export type StoredLiability = ReturnType<typeof liabilityRow>;

export function accountOf(row: StoredAccount): Account {
  return {
    accountId: row.account_id,
    type: row.type,
    subtype: row.subtype,
    holderCategory: row.holder_category,
    name: row.name,
    officialName: row.official_name,
    mask: row.mask,
    currency: row.currency,
    balanceCents: row.balance_cents,
    availableCents: row.available_cents,
    limitCents: row.limit_cents,
  };
}

export function transactionOf(row: StoredTransaction): Transaction {
  return {
    transactionId: row.transaction_id,
    accountId: row.account_id,
    date: row.date,
    authorizedDate: row.authorized_date,
    amountCents: row.amount_cents,
    currency: row.currency,
    merchantName: row.merchant_name,
    description: row.description,
    category:
      row.category_primary === null
        ? null
        : { primary: row.category_primary, detailed: row.category_detailed },
    paymentChannel: row.payment_channel,
    isPending: row.is_pending,
    pendingTransactionId: row.pending_transaction_id,
  };
}

export function liabilityOf(row: StoredLiability): CreditLiability {
  return {
    accountId: row.account_id,
    aprs: row.aprs,
    isOverdue: row.is_overdue,
    lastPaymentCents: row.last_payment_cents,
    lastPaymentDate: row.last_payment_date,
    minimumPaymentCents: row.minimum_payment_cents,
    lastStatementBalanceCents: row.last_statement_balance_cents,
    lastStatementDate: row.last_statement_date,
    nextPaymentDueDate: row.next_payment_due_date,
  };
}
