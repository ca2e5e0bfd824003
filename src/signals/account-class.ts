import type { Account } from '../ingest/bank-record.ts';

/**
 * What an account is to the measures. `unstated` is an account whose file says nothing about its kind, as
 * in a plain CSV export: money moves there, but no balance or limit is known.
 */
export type AccountClass = 'checking' | 'savings' | 'card' | 'loan' | 'invested' | 'other' | 'unstated';

/** Plaid's account subtypes. Those that exist under several types are decided by `byTypeAndSubtype` first. */
const bySubtype: Readonly<Record<string, AccountClass>> = {
  checking: 'checking',
  prepaid: 'checking',
  paypal: 'checking',
  ebt: 'checking',
  payroll: 'checking',
  'limited purpose checking': 'checking',
  savings: 'savings',
  'money market': 'savings',
  'cash management': 'savings',
  hsa: 'savings',
  'credit card': 'card',
  cd: 'invested',
  gic: 'invested',
  auto: 'loan',
  business: 'loan',
  commercial: 'loan',
  construction: 'loan',
  consumer: 'loan',
  'home equity': 'loan',
  'line of credit': 'loan',
  loan: 'loan',
  mortgage: 'loan',
  overdraft: 'loan',
  student: 'loan',
  '401a': 'invested',
  '401k': 'invested',
  '403B': 'invested',
  '457b': 'invested',
  '529': 'invested',
  brokerage: 'invested',
  'cash isa': 'invested',
  'crypto exchange': 'invested',
  'education savings account': 'invested',
  fhsa: 'invested',
  'fixed annuity': 'invested',
  'health reimbursement arrangement': 'invested',
  isa: 'invested',
  ira: 'invested',
  keogh: 'invested',
  lif: 'invested',
  'life insurance': 'invested',
  lira: 'invested',
  lrif: 'invested',
  lrsp: 'invested',
  'mutual fund': 'invested',
  'non-custodial wallet': 'invested',
  'non-taxable brokerage account': 'invested',
  'other annuity': 'invested',
  'other insurance': 'invested',
  pension: 'invested',
  prif: 'invested',
  'profit sharing plan': 'invested',
  qshr: 'invested',
  rdsp: 'invested',
  resp: 'invested',
  retirement: 'invested',
  rlif: 'invested',
  roth: 'invested',
  'roth 401k': 'invested',
  'roth 403B': 'invested',
  'roth 457b': 'invested',
  'roth pension': 'invested',
  'roth profit sharing plan': 'invested',
  'roth thrift savings plan': 'invested',
  rrif: 'invested',
  rrsp: 'invested',
  sarsep: 'invested',
  'sep ira': 'invested',
  'simple ira': 'invested',
  sipp: 'invested',
  'stock plan': 'invested',
  'thrift savings plan': 'invested',
  tfsa: 'invested',
  trust: 'invested',
  ugma: 'invested',
  utma: 'invested',
  'variable annuity': 'invested',
  other: 'other',
};

const byTypeAndSubtype: Readonly<Record<string, AccountClass>> = {
  'credit/paypal': 'card',
  'loan/other': 'loan',
  'investment/other': 'invested',
  'brokerage/other': 'invested',
};

/** Where the subtype is missing or new. A credit account is a card: it is owed, and it may have a limit. */
const byType: Readonly<Record<string, AccountClass>> = {
  depository: 'checking',
  credit: 'card',
  loan: 'loan',
  investment: 'invested',
  brokerage: 'invested',
  payroll: 'checking',
  unstated: 'unstated',
};

export function accountClass(account: Pick<Account, 'type' | 'subtype'>): AccountClass {
  const type = account.type.toLowerCase();
  const subtype = account.subtype?.trim() ?? '';
  return (
    own(byTypeAndSubtype, `${type}/${subtype.toLowerCase()}`) ??
    own(bySubtype, subtype) ??
    own(bySubtype, subtype.toLowerCase().replaceAll('_', ' ')) ??
    own(byType, type) ??
    'other'
  );
}

function own(table: Readonly<Record<string, AccountClass>>, key: string): AccountClass | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Subtypes that have a class of their own, for the check that none of Plaid's is missing. */
export const classifiedSubtypes: readonly string[] = Object.keys(bySubtype);
