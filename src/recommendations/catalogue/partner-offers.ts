import type { Persona } from '../../personas/assignment.ts';
import type { BecauseCode } from '../because.ts';
import type { EligibilityRule, ProductKind } from '../eligibility-rule.ts';

/** A partner's product, for whom it is meant and what it asks. */
export type PartnerOffer = {
  readonly code: string;
  readonly productKind: ProductKind;
  readonly personas: readonly Persona[];
  readonly because: readonly BecauseCode[];
  readonly rules: readonly EligibilityRule[];
};

const everyone: readonly Persona[] = [
  'high_utilization',
  'variable_income',
  'subscription_heavy',
  'savings_builder',
  'general',
];
/** Services of the same kind that people pay for; who has one is not offered another. */
const budgetApps = [
  'ynab',
  'you need a budget',
  'monarch',
  'copilot money',
  'everydollar',
  'simplifi',
  'quicken',
];
const subscriptionTools = ['rocket money', 'truebill', 'trim financial', 'bobby'];
const creditMonitoring = [
  'experian',
  'equifax',
  'transunion',
  'myfico',
  'lifelock',
  'identityiq',
  'credit karma',
];

const onlyFew: readonly BecauseCode[] = [
  'monthly_spend',
  'checking_balance',
  'checking_overdrawn',
  'transactions_seen',
  'accounts_seen',
];

export const partnerOffers: readonly PartnerOffer[] = [
  {
    code: 'balance_transfer_card',
    productKind: 'credit_card',
    personas: ['high_utilization'],
    because: ['card_interest', 'statement_interest', 'cards_owed'],
    rules: [
      { rule: 'holds_card' },
      { rule: 'no_card_overdue' },
      { rule: 'max_utilization', atMostRatio: 0.9 },
      { rule: 'min_monthly_income', atLeastCents: 200_000 },
    ],
  },
  {
    code: 'nonprofit_credit_counseling',
    productKind: 'counseling',
    personas: ['high_utilization'],
    because: [
      'cards_owed',
      'overdue',
      'card_utilization',
      'card_interest',
      'statement_interest',
      'minimum_payment',
    ],
    rules: [{ rule: 'holds_card' }],
  },
  {
    code: 'due_date_reminders',
    productKind: 'reminder_tool',
    personas: ['high_utilization'],
    because: ['overdue', 'minimum_payment', 'cards_owed', 'card_utilization'],
    rules: [{ rule: 'holds_card' }],
  },
  {
    code: 'free_credit_monitoring',
    productKind: 'credit_monitoring',
    personas: ['high_utilization', 'general'],
    because: ['card_utilization', 'cards_owed'],
    rules: [{ rule: 'pays_no_service', names: creditMonitoring }, { rule: 'holds_card' }],
  },
  {
    code: 'percent_budget_app',
    productKind: 'budgeting_tool',
    personas: ['variable_income'],
    because: ['pay_range', 'pay_gap_only'],
    rules: [{ rule: 'pays_no_service', names: budgetApps }],
  },
  {
    code: 'income_smoothing_account',
    productKind: 'deposit_account',
    personas: ['variable_income'],
    because: ['pay_gap_only'],
    rules: [{ rule: 'holds_checking' }, { rule: 'min_monthly_income', atLeastCents: 50_000 }],
  },
  {
    code: 'subscription_manager',
    productKind: 'subscription_tool',
    personas: ['subscription_heavy'],
    because: ['recurring_total'],
    rules: [
      { rule: 'pays_no_service', names: subscriptionTools },
      { rule: 'min_recurring_count', atLeastCount: 3 },
    ],
  },
  {
    code: 'bundle_comparison',
    productKind: 'subscription_tool',
    personas: ['subscription_heavy'],
    because: ['recurring_yearly'],
    rules: [{ rule: 'min_recurring_count', atLeastCount: 3 }],
  },
  {
    code: 'charge_alerts',
    productKind: 'reminder_tool',
    personas: ['subscription_heavy'],
    because: ['largest_stream', 'recurring_total'],
    rules: [{ rule: 'min_recurring_count', atLeastCount: 1 }],
  },
  {
    code: 'high_yield_savings',
    productKind: 'deposit_account',
    personas: ['variable_income', 'subscription_heavy', 'savings_builder', 'general'],
    because: ['savings_balance', ...onlyFew],
    rules: [{ rule: 'holds_no_account', subtypes: ['savings', 'money market', 'cash management'] }],
  },
  {
    code: 'certificate_of_deposit',
    productKind: 'certificate',
    personas: ['savings_builder'],
    because: ['savings_balance'],
    rules: [
      { rule: 'holds_no_account', subtypes: ['cd'] },
      { rule: 'min_savings_balance', atLeastCents: 100_000 },
      { rule: 'min_emergency_fund', atLeastMonths: 3 },
    ],
  },
  {
    code: 'automatic_savings',
    productKind: 'savings_tool',
    personas: ['savings_builder', 'general'],
    because: ['savings_inflow', ...onlyFew],
    rules: [{ rule: 'holds_checking' }],
  },
  {
    code: 'goal_tracker',
    productKind: 'budgeting_tool',
    personas: ['savings_builder'],
    because: ['savings_inflow_yearly', 'savings_growth', 'savings_balance'],
    rules: [],
  },
  {
    code: 'spending_overview_app',
    productKind: 'budgeting_tool',
    personas: everyone,
    because: ['monthly_spend', 'transactions_seen', 'accounts_seen'],
    rules: [{ rule: 'pays_no_service', names: budgetApps }],
  },
  {
    code: 'money_coaching_session',
    productKind: 'money_coaching',
    personas: everyone,
    because: onlyFew,
    rules: [],
  },
];
