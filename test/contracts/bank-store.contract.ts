import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Account, BankRecord, CreditLiability, Transaction } from '../../src/ingest/bank-record.ts';
import type { BankStore } from '../../src/members/bank-store-port.ts';

export const checking: Account = {
  accountId: 'acc-checking',
  type: 'depository',
  subtype: 'checking',
  holderCategory: 'personal',
  name: 'Everyday',
  officialName: null,
  mask: '0001',
  currency: 'USD',
  balanceCents: 123_456,
  availableCents: null,
  limitCents: null,
};

export const card: Account = {
  ...checking,
  accountId: 'acc-card',
  type: 'credit',
  subtype: 'credit card',
  mask: '0002',
  balanceCents: 340_000,
  limitCents: 500_000,
};

export const coffee: Transaction = {
  transactionId: 'txn-coffee',
  accountId: 'acc-checking',
  date: '2026-10-31',
  authorizedDate: null,
  amountCents: 450,
  currency: 'USD',
  merchantName: 'Corner Café ☕',
  description: 'CORNER CAFE',
  category: { primary: 'FOOD_AND_DRINK', detailed: null },
  paymentChannel: 'in store',
  isPending: false,
  pendingTransactionId: null,
};

const refundWithoutCategory: Transaction = {
  ...coffee,
  transactionId: 'txn-refund',
  date: '2026-11-01',
  authorizedDate: '2026-10-30',
  amountCents: -450,
  merchantName: null,
  category: null,
};

const cardLiability: CreditLiability = {
  accountId: 'acc-card',
  aprs: [{ type: 'purchase_apr', rateRatio: 0.2399, interestChargeCents: 5_512 }],
  isOverdue: false,
  lastPaymentCents: 3_500,
  lastPaymentDate: '2026-10-15',
  minimumPaymentCents: 3_500,
  lastStatementBalanceCents: 338_000,
  lastStatementDate: '2026-10-20',
  nextPaymentDueDate: '2026-11-15',
};

const member = 0;
const placeOf = (name: string) => `transactions[${name}]`;
const accountRecord = (account: Account, of = member): BankRecord => ({
  kind: 'account',
  member: of,
  account,
});
const transactionRecord = (transaction: Transaction, of = member): BankRecord => ({
  kind: 'transaction',
  member: of,
  transaction,
  place: placeOf(transaction.transactionId),
});
const liabilityRecord = (liability: CreditLiability): BankRecord => ({
  kind: 'liability',
  member,
  liability,
  place: 'liabilities.credit[0]',
});
const removalRecord = (transactionId: string): BankRecord => ({
  kind: 'removal',
  member,
  transactionId,
  place: 'removed[0]',
});
const memberRecord = (memberId: string, of = member): BankRecord => ({
  kind: 'member',
  member: of,
  memberId,
});

const wholeMember = (memberId: string): BankRecord[] => [
  transactionRecord(coffee),
  accountRecord(checking),
  accountRecord(card),
  transactionRecord(refundWithoutCategory),
  liabilityRecord(cardLiability),
  memberRecord(memberId),
];

/** Hands records over one by one: an adapter may rely on no batch size. */
export async function* streamed(records: readonly BankRecord[]): AsyncGenerator<readonly BankRecord[]> {
  for (const record of records) yield [record];
}

/** What every bank store promises. `open` gives a store; suites share it and use members of their own. */
export function bankStoreContract(adapter: string, open: () => Promise<BankStore>): void {
  const take = async (records: readonly BankRecord[]) => {
    const store = await open();
    const source = { importId: randomUUID(), fileName: 'bank.json', importedAt: new Date() };
    return { store, receipt: await store.importRecords(source, streamed(records)) };
  };

  describe(`BankStore on ${adapter}`, () => {
    test('what was imported comes back equal, in the order of dates', async () => {
      const memberId = randomUUID();
      const { store, receipt } = await take(wholeMember(memberId));
      expect(receipt).toMatchObject({
        rowsRead: 5,
        rowsAccepted: 5,
        rowsUnchanged: 0,
        rowsQuarantined: 0,
        memberIds: [memberId],
      });
      expect(await store.memberCopy(memberId)).toEqual({
        memberId,
        accounts: [card, checking],
        transactions: [coffee, refundWithoutCategory],
        liabilities: [cardLiability],
      });
    });

    test('importing the same rows again changes nothing and says so', async () => {
      const memberId = randomUUID();
      const { store } = await take(wholeMember(memberId));
      const before = await store.memberCopy(memberId);
      const { receipt } = await take(wholeMember(memberId));
      expect(receipt).toMatchObject({ rowsAccepted: 5, rowsUnchanged: 5 });
      expect(await store.memberCopy(memberId)).toEqual(before);
    });

    test('a changed row replaces the stored one, and only it counts as changed', async () => {
      const memberId = randomUUID();
      await take(wholeMember(memberId));
      const corrected = { ...coffee, amountCents: 475 };
      const { store, receipt } = await take([
        accountRecord(checking),
        transactionRecord(corrected),
        transactionRecord(refundWithoutCategory),
        memberRecord(memberId),
      ]);
      expect(receipt).toMatchObject({ rowsAccepted: 3, rowsUnchanged: 2 });
      expect((await store.memberCopy(memberId))?.transactions).toEqual([corrected, refundWithoutCategory]);
    });

    test('rows of an account that the member lacks are put aside with their place, in the file’s order', async () => {
      const memberId = randomUUID();
      const stray = { ...coffee, transactionId: 'txn-stray', accountId: 'acc-nobody' };
      const unreadable = {
        file: 'bank.json',
        place: 'transactions[0]',
        code: 'BAD_DATE',
        message: 'no such day',
      };
      const { store, receipt } = await take([
        accountRecord(checking),
        { kind: 'quarantined', member, row: unreadable },
        transactionRecord(stray),
        liabilityRecord(cardLiability),
        transactionRecord(coffee),
        memberRecord(memberId),
      ]);
      expect(receipt).toMatchObject({ rowsRead: 5, rowsAccepted: 2, rowsQuarantined: 3 });
      const quarantined = await store.quarantinedRows(receipt.importId);
      expect(quarantined.map(({ place, code }) => [place, code])).toEqual([
        ['transactions[0]', 'BAD_DATE'],
        [placeOf('txn-stray'), 'UNKNOWN_ACCOUNT'],
        ['liabilities.credit[0]', 'UNKNOWN_ACCOUNT'],
      ]);
      expect(quarantined[0]).toEqual(unreadable);
      expect(quarantined[1]?.message).toContain('acc-nobody');
      expect((await store.memberCopy(memberId))?.transactions).toEqual([coffee]);
    });

    test('an account of an earlier import counts, another member’s account doesn’t', async () => {
      const memberId = randomUUID();
      const other = randomUUID();
      await take([accountRecord(checking), memberRecord(memberId)]);
      const { store, receipt } = await take([
        transactionRecord(coffee, 0),
        memberRecord(memberId, 0),
        transactionRecord(coffee, 1),
        memberRecord(other, 1),
      ]);
      expect(receipt).toMatchObject({ rowsAccepted: 1, rowsQuarantined: 1, memberIds: [memberId, other] });
      expect((await store.memberCopy(memberId))?.transactions).toEqual([coffee]);
      expect((await store.memberCopy(other))?.transactions).toEqual([]);
    });

    test('two parts of a file with the same member are one member, and the later row wins', async () => {
      const memberId = randomUUID();
      const renamed = { ...checking, name: 'Renamed' };
      const { store, receipt } = await take([
        accountRecord(checking, 0),
        memberRecord(memberId, 0),
        accountRecord(renamed, 1),
        transactionRecord(coffee, 1),
        transactionRecord(coffee, 1),
        memberRecord(memberId, 1),
      ]);
      expect(receipt).toMatchObject({ rowsAccepted: 4, rowsUnchanged: 1, memberIds: [memberId] });
      expect(await store.memberCopy(memberId)).toMatchObject({ accounts: [renamed], transactions: [coffee] });
    });

    test('a posted transaction takes the place of its pending one, whichever comes first', async () => {
      const memberId = randomUUID();
      const pending = { ...coffee, transactionId: 'txn-pending', isPending: true };
      const posted = { ...coffee, transactionId: 'txn-posted', pendingTransactionId: 'txn-pending' };
      await take([accountRecord(checking), transactionRecord(pending), memberRecord(memberId)]);
      const { store } = await take([transactionRecord(posted), memberRecord(memberId)]);
      expect((await store.memberCopy(memberId))?.transactions).toEqual([posted]);
      const again = await take([
        transactionRecord(posted),
        transactionRecord(pending),
        memberRecord(memberId),
      ]);
      expect(again.receipt).toMatchObject({ rowsAccepted: 2, rowsUnchanged: 2 });
      expect((await store.memberCopy(memberId))?.transactions).toEqual([posted]);
    });

    test('a transaction that the bank took back is forgotten, and a late pending copy stays away', async () => {
      const memberId = randomUUID();
      const pending = { ...coffee, isPending: true };
      await take([...wholeMember(memberId)]);
      const { store, receipt } = await take([removalRecord(coffee.transactionId), memberRecord(memberId)]);
      expect(receipt).toMatchObject({ rowsRead: 0, memberIds: [memberId] });
      expect((await store.memberCopy(memberId))?.transactions).toEqual([refundWithoutCategory]);
      await take([transactionRecord(pending), memberRecord(memberId)]);
      expect((await store.memberCopy(memberId))?.transactions).toEqual([refundWithoutCategory]);
    });

    test('within one file a removal takes back what stands before it and nothing that comes after', async () => {
      const memberId = randomUUID();
      const { store, receipt } = await take([
        accountRecord(checking),
        transactionRecord(refundWithoutCategory),
        transactionRecord(coffee),
        removalRecord(coffee.transactionId),
        removalRecord(refundWithoutCategory.transactionId),
        transactionRecord(refundWithoutCategory),
        memberRecord(memberId),
      ]);
      expect(receipt.rowsAccepted).toBe(4);
      expect((await store.memberCopy(memberId))?.transactions).toEqual([refundWithoutCategory]);
    });

    test('a file that breaks off leaves no row behind', async () => {
      const memberId = randomUUID();
      const store = await open();
      const importId = randomUUID();
      async function* breaking(): AsyncGenerator<readonly BankRecord[]> {
        yield wholeMember(memberId);
        throw new RangeError('the file ends in the middle of a row');
      }
      const source = { importId, fileName: 'cut.json', importedAt: new Date() };
      await expect(store.importRecords(source, breaking())).rejects.toThrow('in the middle of a row');
      expect(await store.memberCopy(memberId)).toBeNull();
      expect(await store.quarantinedRows(importId)).toEqual([]);
    });

    test('the same file imported twice at once is stored once', async () => {
      const memberIds = Array.from({ length: 5 }, () => randomUUID());
      const file = memberIds.flatMap((memberId, index): BankRecord[] => [
        accountRecord(checking, index),
        transactionRecord(coffee, index),
        memberRecord(memberId, index),
      ]);
      const reversed = memberIds
        .toReversed()
        .flatMap((memberId, index): BankRecord[] => [
          accountRecord(checking, index),
          transactionRecord(coffee, index),
          memberRecord(memberId, index),
        ]);
      // The members are there already: nothing but the store's own order keeps the imports apart.
      await take(memberIds.map((memberId, index) => memberRecord(memberId, index)));
      const imports = await Promise.all([take(file), take(reversed), take(file)]);
      const unchanged = imports.map(({ receipt }) => receipt.rowsUnchanged).sort((a, b) => a - b);
      expect(unchanged).toEqual([0, 10, 10]);
      const { store } = imports[0];
      for (const memberId of memberIds) {
        expect(await store.memberCopy(memberId)).toMatchObject({ transactions: [coffee] });
      }
    });

    test('characters that a database can’t hold arrive as replacement characters, not as a failure', async () => {
      const memberId = randomUUID();
      const odd = {
        ...coffee,
        description: 'zero \0 and half a pair \ud83d end',
        merchantName: 'a \\u0000 b',
      };
      const { store } = await take([accountRecord(checking), transactionRecord(odd), memberRecord(memberId)]);
      expect((await store.memberCopy(memberId))?.transactions[0]).toMatchObject({
        description: 'zero \uFFFD and half a pair \uFFFD end',
        merchantName: 'a \\u0000 b',
      });
    });

    test('nobody’s bank is null', async () => {
      expect(await (await open()).memberCopy('nobody')).toBeNull();
    });
  });
}
