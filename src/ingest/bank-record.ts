import type { IsoDate } from '../kernel/dates.ts';
import type { Cents, Ratio } from '../kernel/units.ts';

/** One account as the product knows it, whatever file it came from. */
export type Account = {
  readonly accountId: string;
  /** Plaid's account type: depository, credit, loan, investment, … Unknown ones are kept as they are. */
  readonly type: string;
  /** Plaid's account subtype ("checking", "credit card", "money market", …), or null where none is stated. */
  readonly subtype: string | null;
  readonly holderCategory: 'personal' | 'business' | 'unrecognized' | null;
  readonly name: string | null;
  readonly officialName: string | null;
  /** The last two to four digits of the account number. */
  readonly mask: string | null;
  /** ISO 4217, or null where the file names none. */
  readonly currency: string | null;
  /** What is in the account; for credit and loans what is owed. */
  readonly balanceCents: Cents | null;
  readonly availableCents: Cents | null;
  readonly limitCents: Cents | null;
};

/** One posted or pending transaction. Positive amounts are money out, as in Plaid's API. */
export type Transaction = {
  readonly transactionId: string;
  readonly accountId: string;
  readonly date: IsoDate;
  readonly authorizedDate: IsoDate | null;
  readonly amountCents: Cents;
  readonly currency: string | null;
  readonly merchantName: string | null;
  readonly description: string;
  /** Plaid's personal finance category; unknown ones are kept as they are. */
  readonly category: { readonly primary: string; readonly detailed: string | null } | null;
  readonly paymentChannel: string | null;
  readonly isPending: boolean;
  readonly pendingTransactionId: string | null;
};

/** What a card's issuer says about it, beside its balance. */
export type CreditLiability = {
  readonly accountId: string;
  readonly aprs: readonly {
    readonly type: string;
    readonly rateRatio: Ratio | null;
    readonly interestChargeCents: Cents | null;
  }[];
  readonly isOverdue: boolean | null;
  readonly lastPaymentCents: Cents | null;
  readonly lastPaymentDate: IsoDate | null;
  readonly minimumPaymentCents: Cents | null;
  readonly lastStatementBalanceCents: Cents | null;
  readonly lastStatementDate: IsoDate | null;
  readonly nextPaymentDueDate: IsoDate | null;
};

/** A row that was put aside, with the place it stood and a reason a person can act on. */
export type QuarantinedRow = {
  readonly file: string;
  /** Where in the file: a JSON path such as `override_accounts[0].transactions[3]`, or `line 12`. */
  readonly place: string;
  readonly code: string;
  readonly message: string;
};

/** Something odd about a row that was accepted as it is, e.g. a posted date before the transacted one. */
export type RowNote = { readonly code: string; readonly message: string };

/**
 * What a parser emits, in the order of the file. `member` numbers the file's members from 0, because the
 * member's id may stand behind the rows; the `member` record closes a member and comes after all its rows.
 * A transaction whose id came before replaces the earlier one, in the same file or an earlier import, but a
 * pending one never a posted one; a posted one also replaces the pending one that it names. Two members of a
 * file may have the same id: they are one.
 */
export type BankRecord =
  | { readonly kind: 'account'; readonly member: number; readonly account: Account }
  | {
      readonly kind: 'transaction';
      readonly member: number;
      readonly transaction: Transaction;
      readonly place: string;
      readonly note?: RowNote;
    }
  | {
      /** The bank took a transaction back (`removed` of /transactions/sync): whoever holds it forgets it. */
      readonly kind: 'removal';
      readonly member: number;
      readonly transactionId: string;
      readonly place: string;
    }
  | {
      readonly kind: 'liability';
      readonly member: number;
      readonly liability: CreditLiability;
      readonly place: string;
    }
  | { readonly kind: 'quarantined'; readonly member: number | null; readonly row: QuarantinedRow }
  | { readonly kind: 'member'; readonly member: number; readonly memberId: string };

/** All that is known about one member's money: the input of the pure stages. */
export type MemberBank = {
  readonly memberId: string;
  readonly accounts: readonly Account[];
  readonly transactions: readonly Transaction[];
  readonly liabilities: readonly CreditLiability[];
};
