import type { Transaction } from '../ingest/bank-record.ts';
import type { AccountClass } from './account-class.ts';

/**
 * What a transaction is to the measures.
 * - `purchase`, `utility`, `rent`, `fee`, `interest_charged`, `cash`, `peer_transfer`: spend
 * - `refund`: less spend at the same merchant
 * - `own_transfer`, `card_payment`, `loan_payment`: money that stays the member's, or pays off a debt
 * - `wages`, `gig`, `benefits`: pay; `unlabelled_inflow`: pay only where it comes steadily
 * - `interest_earned`, `other_inflow`: money in that is no pay
 */
export type TransactionKind =
  | 'purchase'
  | 'utility'
  | 'rent'
  | 'fee'
  | 'interest_charged'
  | 'cash'
  | 'peer_transfer'
  | 'refund'
  | 'own_transfer'
  | 'card_payment'
  | 'loan_payment'
  | 'wages'
  | 'gig'
  | 'benefits'
  | 'unlabelled_inflow'
  | 'interest_earned'
  | 'other_inflow';

type Wording = readonly (readonly [RegExp, TransactionKind])[];

const ISSUERS =
  '(?:chase|amex|american express|discover|capital one|citi(?: ?card)?|barclay(?:card|s)?|synchrony|bank of america|bofa|wells fargo|us bank|apple ?card|apple card gsbank)';

const outWording: Wording = [
  [/\b(interest|intrst) (charge|chrg)|\bfinance charge|\b(interest|intrst)\b/, 'interest_charged'],
  [
    /\b(overdraft|nsf|insufficient funds|returned (item|payment)|late (payment )?fee|late charge|annual (membership )?fee|(monthly )?(service|maintenance) (fee|charge)|foreign (transaction|trans) fee|atm fee|wire (transfer )?fee|cash advance fee|balance transfer fee|over limit fee)\b/,
    'fee',
  ],
  [
    /\bcredit ?(card|crd)s?\b[^a-z]*(payment|pymt|pmt|autopay|bill|epay)|\bcr(edi)?t? ?crd\b.*\b(autopay|pymt|pmt|payment|epay)\b|\b(debit|credit) crd autopay\b|\bcrcardpmt\b|\bcc (payment|pymt|pmt)\b|\bbarclaycard\b|\bcredit ?card\b.*\bauto ?pay\b|\b(payment|pymt|pmt) to\b.*\bcard\b|\bcredit card\b.*\bpayment\b|automatic payment - thank|payment[ -]*thank you/,
    'card_payment',
  ],
  [
    new RegExp(`\\b${ISSUERS}\\b.*\\b(payment|pymt|pmt|e-?pay(?:ment)?|autopay|auto ?pay|online pmt)\\b`),
    'card_payment',
  ],
  [
    /\bmortgage\b|\b(toyota|honda|ford|nissan|gm|ally|hyundai|kia|bmw|vw|mazda|subaru) (financial|fin|motor|credit|finance|auto)\b|\b(student|auto|car|personal|home) (loan|ln)\b|\bloan (re)?(payment|pymt|pmt)\b|\bmtg (payment|pymt|pmt)\b|\b(affirm|klarna|afterpay|mr cooper|pennymac|loandepot)\b|\b(navient|nelnet|sallie mae|mohela|aidvantage|great lakes|fedloan)\b/,
    'loan_payment',
  ],
  [/\b(zelle|venmo|cash ?app|popmoney)\b/, 'peer_transfer'],
  [
    /\b(atm|cash) (withdrawal|w\/?d)|\bwithdrawal.*\batm\b|^atm\b|^(check|cheque)( #?\d+)?$|\bmoney order\b/,
    'cash',
  ],
  [
    /(?<!inst )\b(transfer|xfer|trnsfr|tfr)\b|\b(to|auto|automatic|recurring|scheduled) savings\b|\bsavings deposit\b|\b(robinhood|vanguard|fidelity|schwab|e\*?trade|coinbase|betterment|wealthfront|acorns (invest|round)\w*)\b/,
    'own_transfer',
  ],
  [
    /\bmonthly rent\b|\brent (payment|pymt|pmt)\b|\brent$|\b(apartments|apts|property (mgmt|management)|realty)\b/,
    'rent',
  ],
  [
    /\b(electric(ity)?|energy( (co|company|services?|bill|inc))?$|water( (co|company|bill|dept|department|district|utility|services?|works|sewer))?$|water (bill|company|dept|department|district|works)|sewer|sewage|waste management|trash|garbage|utilit(y|ies)|natural gas|gas (company|co)|power (co|company|light|&)|pg&e|pge|con ?ed(ison)?|duke energy|\w+ edison|socal ?gas|xcel energy|dominion energy|entergy|pse&?g|national grid|comcast|xfinity|verizon|at&t|att|t-?mobile|mint mobile|cricket wireless|spectrum|cox comm\w*|centurylink|internet|broadband|telephone|phone bill|cell(ular)? bill)\b/,
    'utility',
  ],
];

const TAX_REFUND = /\btax (ref|refund|rfd)\b|\birs treas\b|\bfranchise tax bd\b|\bstate.*tax ref/;
const WAGES =
  /\b(payroll|payrl|paychecks?|paychk|salary|salaries|wages?|net pay|adp|gusto|paychex|paylocity|ceridian)\b/;
const DIRECT_DEPOSIT = /\b(direct ?dep(osit)?|dir ?dep)\b/;
/** How most pay comes, and much else: it says so only where nothing says otherwise. */
const ACH_CREDIT = /\bach (credit|deposit|dep)\b/;
const GIG =
  /\b(uber|lyft|doordash|instacart|grubhub|upwork|fiverr|etsy|turo|taskrabbit|rover|shipt|amazon flex|stripe|square|shopify)\b.*\b(payouts?|payments?|earnings|transfer|deposit|pay|weekly)\b|\b(payouts?|earnings|freelance|contract(or)? pay(ment)?|client pay(ment)?|invoice|commissions?|consulting|gig|tips|stipend|bonus|edi (pymnts?|pymts?|pmts?|payments?))\b/;
const BENEFITS =
  /\b(ssa( treas)?|soc(ial)? sec(urity)?|ssi|unemployment|unemp|disability|va benefits?|vacp|ui benefits?|edd|dfas|pension|annuity|retirement|child support|alimony|workers comp(ensation)?)\b/;
const OTHER_INFLOW =
  /\b(mobile|check|cheque|cash|atm|branch|counter|remote)\b.*\bdeposit\b|\bdeposit\b.*\b(mobile|check|cheque|cash|atm|branch)\b|\bloan (proceeds|disbursement)\b|\bdisbursement\b|\badvance\b(?! auto)|\bclaim payment\b/;
const INTEREST = /\b(interest|intrst|int paid|dividends?|apy)\b/;
const REFUND =
  /\b(refunds?|reversal|returns?|returned|chargeback|cash ?back|rebate|reimburse\w*|reimb|credit adjustment|adjustment)\b/;
const TRANSFER = /\b(transfer|xfer|trnsfr|tfr|from savings|from checking)\b/;
const PEER = /\b(zelle|venmo|cash ?app|popmoney)\b/;

/** Plaid categories that say so plainly what was bought that a word in the name doesn't overrule them. */
const SPECIFIC = new Set(
  'ENTERTAINMENT FOOD_AND_DRINK GENERAL_MERCHANDISE GENERAL_SERVICES HOME_IMPROVEMENT MEDICAL PERSONAL_CARE GOVERNMENT_AND_NON_PROFIT TRANSPORTATION TRAVEL RENT_AND_UTILITIES'.split(
    ' ',
  ),
);

const outByCategory: Readonly<Record<string, TransactionKind>> = {
  LOAN_PAYMENTS_CREDIT_CARD_PAYMENT: 'card_payment',
  LOAN_PAYMENTS: 'loan_payment',
  TRANSFER_OUT_WITHDRAWAL: 'cash',
  TRANSFER_OUT_OTHER_TRANSFER_OUT: 'peer_transfer',
  TRANSFER_OUT: 'own_transfer',
  BANK_FEES_INTEREST_CHARGE: 'interest_charged',
  BANK_FEES: 'fee',
  RENT_AND_UTILITIES_RENT: 'rent',
  RENT_AND_UTILITIES: 'utility',
};

const inByCategory: Readonly<Record<string, TransactionKind>> = {
  INCOME_DIVIDENDS: 'interest_earned',
  INCOME_INTEREST_EARNED: 'interest_earned',
  INCOME_TAX_REFUND: 'other_inflow',
  INCOME_RETIREMENT_PENSION: 'benefits',
  INCOME_UNEMPLOYMENT: 'benefits',
  INCOME: 'wages',
  TRANSFER_IN_DEPOSIT: 'other_inflow',
  TRANSFER_IN_CASH_ADVANCES_AND_LOANS: 'other_inflow',
  TRANSFER_IN_OTHER_TRANSFER_IN: 'other_inflow',
  TRANSFER_IN: 'own_transfer',
  LOAN_PAYMENTS: 'card_payment',
};

type Described = Pick<Transaction, 'amountCents' | 'description' | 'merchantName' | 'category'>;

/** Names what one transaction is, from its sign, account, category and words. Pairs of own transfers come later. */
export function transactionKind(transaction: Described, account: AccountClass): TransactionKind {
  const words = `${transaction.merchantName ?? ''} ${transaction.description}`.toLowerCase().trim();
  return transaction.amountCents >= 0
    ? outflowKind(transaction, words)
    : account === 'card'
      ? cardCreditKind(transaction, words)
      : inflowKind(transaction, words);
}

function outflowKind(transaction: Described, words: string): TransactionKind {
  const known = byCategory(outByCategory, transaction);
  if (isSpecific(transaction)) return known ?? 'purchase';
  if (known !== null && known !== 'fee' && known !== 'loan_payment') return known;
  for (const [pattern, kind] of outWording) if (pattern.test(words)) return kind;
  return known ?? 'purchase';
}

function cardCreditKind(transaction: Described, words: string): TransactionKind {
  if (REFUND.test(words)) return 'refund';
  const known = byCategory(inByCategory, transaction);
  if (known === 'card_payment' || known === 'own_transfer' || known === 'other_inflow') return 'card_payment';
  if (/\b(payment|pymt|pmt|autopay|auto ?pay|thank you|epay)\b/.test(words)) return 'card_payment';
  return 'refund';
}

function inflowKind(transaction: Described, words: string): TransactionKind {
  const known = byCategory(inByCategory, transaction);
  return (
    inflowByWords(words) ??
    (ACH_CREDIT.test(words) && (known === null || known === 'wages') ? 'wages' : known) ??
    (isSpecific(transaction) ? 'refund' : 'unlabelled_inflow')
  );
}

function inflowByWords(words: string): TransactionKind | null {
  if (TAX_REFUND.test(words)) return 'other_inflow';
  const isRefund = REFUND.test(words);
  if (WAGES.test(words) && !isRefund) return 'wages';
  if (PEER.test(words)) return 'other_inflow';
  if (DIRECT_DEPOSIT.test(words) && !isRefund) return 'wages';
  if (BENEFITS.test(words)) return 'benefits';
  if (OTHER_INFLOW.test(words)) return 'other_inflow';
  if (INTEREST.test(words)) return 'interest_earned';
  if (isRefund) return 'refund';
  if (GIG.test(words)) return 'gig';
  return TRANSFER.test(words) ? 'own_transfer' : null;
}

function byCategory(
  table: Readonly<Record<string, TransactionKind>>,
  { category }: Described,
): TransactionKind | null {
  if (category === null) return null;
  const detailed = (category.detailed ?? '').toUpperCase();
  const primary = category.primary.toUpperCase();
  if (Object.hasOwn(table, detailed)) return table[detailed] ?? null;
  return Object.hasOwn(table, primary) ? (table[primary] ?? null) : null;
}

/** "Other" categories say little: words may still tell interest or a fee from a purchase. */
function isSpecific({ category }: Described): boolean {
  if (category === null || !SPECIFIC.has(category.primary.toUpperCase())) return false;
  return !/(^|_)OTHER(_|$)/.test((category.detailed ?? '').toUpperCase());
}

export const spendKinds: ReadonlySet<TransactionKind> = new Set<TransactionKind>([
  'purchase',
  'utility',
  'rent',
  'fee',
  'interest_charged',
  'cash',
  'peer_transfer',
]);

export const payKinds: ReadonlySet<TransactionKind> = new Set<TransactionKind>(['wages', 'gig', 'benefits']);
