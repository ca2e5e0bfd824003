/** What a product asks of a member, as data. What isn't known doesn't qualify. */
export type EligibilityRule =
  | { readonly rule: 'holds_card' }
  | { readonly rule: 'holds_no_account'; readonly subtypes: readonly string[] }
  /** None of these services is paid already: parts of merchants' names, in small letters. */
  | { readonly rule: 'pays_no_service'; readonly names: readonly string[] }
  | { readonly rule: 'holds_checking' }
  | { readonly rule: 'no_card_overdue' }
  | { readonly rule: 'max_utilization'; readonly atMostRatio: number }
  | { readonly rule: 'min_monthly_income'; readonly atLeastCents: number }
  | { readonly rule: 'min_savings_balance'; readonly atLeastCents: number }
  | { readonly rule: 'min_emergency_fund'; readonly atLeastMonths: number }
  | { readonly rule: 'min_recurring_count'; readonly atLeastCount: number };

/** What kind of product an offer is. The guardrails refuse some kinds whatever their rules say. */
export const productKinds = [
  'credit_card',
  'counseling',
  'reminder_tool',
  'credit_monitoring',
  'budgeting_tool',
  'deposit_account',
  'certificate',
  'subscription_tool',
  'savings_tool',
  'money_coaching',
  'payday_loan',
  'title_loan',
  'rent_to_own',
  'high_fee_account',
] as const;
export type ProductKind = (typeof productKinds)[number];
