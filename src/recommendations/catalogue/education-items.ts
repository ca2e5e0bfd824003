import type { Persona } from '../../personas/assignment.ts';
import type { BecauseCode } from '../because.ts';

/** One thing worth learning, and the reasons it can be given for, the most telling first. */
export type EducationItem = {
  readonly topic: string;
  readonly persona: Persona;
  readonly because: readonly BecauseCode[];
};

const cards: readonly BecauseCode[] = [
  'card_utilization',
  'card_interest',
  'statement_interest',
  'cards_owed',
  'overdue',
  'minimum_payment',
];

/** Four personas × five lessons, and the basics that `general` gets, which have no film. */
export const educationItems: readonly EducationItem[] = [
  { topic: 'credit_utilization', persona: 'high_utilization', because: cards },
  {
    topic: 'debt_paydown_strategy',
    persona: 'high_utilization',
    because: ['card_to_target', 'cards_owed', ...cards],
  },
  {
    topic: 'autopay_setup',
    persona: 'high_utilization',
    because: ['overdue', 'minimum_payment', 'cards_owed', ...cards],
  },
  {
    topic: 'balance_transfer',
    persona: 'high_utilization',
    because: ['card_interest', 'statement_interest', 'cards_owed', ...cards],
  },
  {
    topic: 'interest_calculation',
    persona: 'high_utilization',
    because: ['daily_interest', 'card_interest', 'statement_interest', 'cards_owed', ...cards],
  },
  {
    topic: 'variable_income_budgeting',
    persona: 'variable_income',
    because: ['pay_gap', 'pay_range'],
  },
  {
    topic: 'emergency_fund_basics',
    persona: 'variable_income',
    because: ['emergency_months', 'cash_buffer', 'cash_overdrawn', 'pay_gap'],
  },
  { topic: 'percent_based_budgets', persona: 'variable_income', because: ['pay_range', 'pay_gap_only'] },
  { topic: 'income_smoothing', persona: 'variable_income', because: ['pay_gap_only', 'pay_gap'] },
  { topic: 'cash_buffer', persona: 'variable_income', because: ['cash_buffer', 'cash_overdrawn', 'pay_gap'] },
  {
    topic: 'subscription_audit',
    persona: 'subscription_heavy',
    because: ['recurring_total', 'recurring_share'],
  },
  {
    topic: 'cancellation_tips',
    persona: 'subscription_heavy',
    because: ['largest_stream', 'recurring_total'],
  },
  {
    topic: 'bill_alerts',
    persona: 'subscription_heavy',
    because: ['recurring_total', 'largest_stream', 'recurring_share'],
  },
  {
    topic: 'recurring_spend_tracking',
    persona: 'subscription_heavy',
    because: ['recurring_share', 'recurring_total'],
  },
  {
    topic: 'subscription_consolidation',
    persona: 'subscription_heavy',
    because: ['recurring_yearly', 'recurring_total'],
  },
  {
    topic: 'goal_setting',
    persona: 'savings_builder',
    because: ['savings_inflow_yearly', 'savings_growth', 'savings_balance'],
  },
  {
    topic: 'automation_setup',
    persona: 'savings_builder',
    because: ['savings_inflow', 'savings_growth', 'savings_balance'],
  },
  { topic: 'hysa_comparison', persona: 'savings_builder', because: ['savings_balance', 'savings_inflow'] },
  { topic: 'cd_basics', persona: 'savings_builder', because: ['emergency_months', 'savings_balance'] },
  {
    topic: 'savings_rate_optimization',
    persona: 'savings_builder',
    because: ['savings_growth', 'savings_inflow', 'savings_balance'],
  },
  {
    topic: 'spending_overview',
    persona: 'general',
    because: ['monthly_spend', 'transactions_seen', 'accounts_seen'],
  },
  {
    topic: 'first_cushion',
    persona: 'general',
    because: [
      'emergency_months',
      'cash_buffer',
      'cash_overdrawn',
      'checking_balance',
      'checking_overdrawn',
      'savings_balance',
      'accounts_seen',
    ],
  },
  { topic: 'statement_check', persona: 'general', because: ['transactions_seen', 'accounts_seen'] },
  {
    topic: 'simple_budget',
    persona: 'general',
    because: ['monthly_spend', 'pay_range', 'checking_balance', 'checking_overdrawn', 'accounts_seen'],
  },
  {
    topic: 'credit_report_check',
    persona: 'general',
    because: ['card_utilization', 'cards_owed', 'accounts_seen'],
  },
  {
    topic: 'due_date_overview',
    persona: 'general',
    because: ['cards_owed', 'recurring_total', 'accounts_seen'],
  },
  {
    topic: 'account_costs',
    persona: 'general',
    because: ['checking_balance', 'checking_overdrawn', 'accounts_seen'],
  },
  {
    topic: 'unknown_charges',
    persona: 'general',
    because: ['transactions_seen', 'largest_stream', 'accounts_seen'],
  },
];
