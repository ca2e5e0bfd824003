import { disclosure } from '../recommendations/disclosure.ts';
import type { Recommendation } from '../recommendations/recommendation.ts';
import { type EvaluatedMember, type Share, share } from './evaluated-member.ts';

/**
 * Recommendations whose trace is whole: the rows behind the evidence are in the data, the criteria behind the
 * persona are listed, the data's digest is kept, and a second run gives the same bytes.
 */
export function auditability(members: readonly EvaluatedMember[]): Share {
  let whole = 0;
  let all = 0;
  for (const member of members) {
    const ids = {
      transactions: new Set(member.bank.transactions.map(({ transactionId }) => transactionId)),
      accounts: new Set(member.bank.accounts.map(({ accountId }) => accountId)),
    };
    const isRunWhole = hasRunTrace(member);
    for (const value of member.recommendations) {
      all++;
      if (isRunWhole && hasTrace(value, ids)) whole++;
    }
  }
  return share(whole, all);
}

function hasRunTrace({ assignment, inputDigest, isRepeatable }: EvaluatedMember): boolean {
  const isExplained =
    assignment.primary === 'general' ||
    assignment.criteria.some(({ persona, met }) => persona === assignment.primary && met === true);
  return isExplained && assignment.criteria.length > 0 && inputDigest.length === 64 && isRepeatable;
}

function hasTrace(
  value: Recommendation,
  ids: { transactions: ReadonlySet<string>; accounts: ReadonlySet<string> },
): boolean {
  return (
    value.disclosure === disclosure &&
    value.evidence.length > 0 &&
    value.evidence.every(
      ({ transactionIds, accountIds }) =>
        transactionIds.length + accountIds.length > 0 &&
        transactionIds.every((id) => ids.transactions.has(id)) &&
        accountIds.every((id) => ids.accounts.has(id)),
    )
  );
}
