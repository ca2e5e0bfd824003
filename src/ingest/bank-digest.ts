import { sha256Hex } from '../kernel/hash.ts';
import type { Account, CreditLiability, MemberBank, Transaction } from './bank-record.ts';

/** A character that no bank writes. */
const SEPARATOR = '\u001f';

/**
 * SHA-256 of a member's bank data. Neither the order of the rows nor that of a row's keys matters, every field
 * does: stores and files give the same data in their own order.
 */
export function bankDigest(bank: MemberBank): string {
  const lines = [
    ...byId(bank.accounts, (row) => row.accountId).map(accountLine),
    ...byId(bank.transactions, (row) => row.transactionId).map(transactionLine),
    ...byId(bank.liabilities, (row) => row.accountId).map(liabilityLine),
  ];
  return sha256Hex(`${bank.memberId}\n${lines.join('\n')}`);
}

function byId<Row>(rows: readonly Row[], id: (row: Row) => string): Row[] {
  return [...rows].sort((a, b) => (id(a) < id(b) ? -1 : id(a) > id(b) ? 1 : 0));
}

function accountLine(row: Account): string {
  const { accountId, type, subtype, holderCategory, name, officialName, mask, currency } = row;
  return [
    'account',
    accountId,
    type,
    subtype,
    holderCategory,
    name,
    officialName,
    mask,
    currency,
    row.balanceCents,
    row.availableCents,
    row.limitCents,
  ].join(SEPARATOR);
}

function transactionLine(row: Transaction): string {
  const { transactionId, accountId, date, authorizedDate, amountCents, currency, merchantName } = row;
  const { description, category, paymentChannel, isPending, pendingTransactionId } = row;
  const known = `${transactionId}${SEPARATOR}${accountId}${SEPARATOR}${date}${SEPARATOR}${amountCents}`;
  const named = `${currency}${SEPARATOR}${merchantName}${SEPARATOR}${description}`;
  const filed = `${category?.primary}${SEPARATOR}${category?.detailed}${SEPARATOR}${paymentChannel}`;
  return `transaction${SEPARATOR}${known}${SEPARATOR}${named}${SEPARATOR}${filed}${SEPARATOR}${authorizedDate}${SEPARATOR}${isPending}${SEPARATOR}${pendingTransactionId}`;
}

function liabilityLine(row: CreditLiability): string {
  return [
    'liability',
    row.accountId,
    row.isOverdue,
    row.lastPaymentCents,
    row.lastPaymentDate,
    row.minimumPaymentCents,
    row.lastStatementBalanceCents,
    row.lastStatementDate,
    row.nextPaymentDueDate,
    ...row.aprs.flatMap((apr) => [apr.type, apr.rateRatio, apr.interestChargeCents]),
  ].join(SEPARATOR);
}
