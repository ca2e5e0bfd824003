import type { Persona } from '../personas/assignment.ts';
import { autopaySetup } from './high-utilization/autopay-setup.ts';
import { balanceTransfer } from './high-utilization/balance-transfer.ts';
import { creditUtilization } from './high-utilization/credit-utilization.ts';
import { debtPaydownStrategy } from './high-utilization/debt-paydown-strategy.ts';
import { interestCalculation } from './high-utilization/interest-calculation.ts';
import type { Lesson } from './lesson.ts';
import { automationSetup } from './savings-builder/automation-setup.ts';
import { cdBasics } from './savings-builder/cd-basics.ts';
import { goalSetting } from './savings-builder/goal-setting.ts';
import { hysaComparison } from './savings-builder/hysa-comparison.ts';
import { savingsRateOptimization } from './savings-builder/savings-rate-optimization.ts';
import { billAlerts } from './subscription-heavy/bill-alerts.ts';
import { cancellationTips } from './subscription-heavy/cancellation-tips.ts';
import { recurringSpendTracking } from './subscription-heavy/recurring-spend-tracking.ts';
import { subscriptionAudit } from './subscription-heavy/subscription-audit.ts';
import { subscriptionConsolidation } from './subscription-heavy/subscription-consolidation.ts';
import { cashBuffer } from './variable-income/cash-buffer.ts';
import { emergencyFundBasics } from './variable-income/emergency-fund-basics.ts';
import { incomeSmoothing } from './variable-income/income-smoothing.ts';
import { percentBasedBudgets } from './variable-income/percent-based-budgets.ts';
import { variableIncomeBudgeting } from './variable-income/variable-income-budgeting.ts';

/** Every lesson there is, in the order in which each persona should meet them. */
export const lessons: readonly Lesson[] = [
  creditUtilization,
  debtPaydownStrategy,
  autopaySetup,
  balanceTransfer,
  interestCalculation,
  variableIncomeBudgeting,
  emergencyFundBasics,
  percentBasedBudgets,
  incomeSmoothing,
  cashBuffer,
  subscriptionAudit,
  cancellationTips,
  billAlerts,
  recurringSpendTracking,
  subscriptionConsolidation,
  goalSetting,
  automationSetup,
  hysaComparison,
  cdBasics,
  savingsRateOptimization,
];

/** The lesson of that persona and topic, or null. */
export function findLesson(persona: string, topic: string): Lesson | null {
  return lessons.find((lesson) => lesson.persona === persona && lesson.topic === topic) ?? null;
}

/** A persona's lessons; none for `general` or an unknown name. */
export function lessonsOf(persona: Persona | string): readonly Lesson[] {
  return lessons.filter((lesson) => lesson.persona === persona);
}
