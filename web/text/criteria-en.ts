/** A criterion that holds, in plain words. `value` and `threshold` arrive formatted, with their unit. */
export const criteriaEn = {
  utilization: (value: string, threshold: string) =>
    `Your fullest card is at ${value} of its limit. From ${threshold} on it is worth a look.`,
  cardsCalm: () => 'All your cards are below 30% of their limits.',
  interest: () => 'A card has charged you interest.',
  minimumOnly: () => 'A card’s last payment was about its minimum.',
  overdue: () => 'A card payment is past its due date.',
  payGap: (value: string, threshold: string) =>
    `About ${value} lie between your paydays. More than ${threshold} is long.`,
  buffer: (value: string, threshold: string) =>
    `Your checking covers ${value} of your usual spending. We look out for less than ${threshold}.`,
  recurringCount: (value: string) => `${value} payments come back regularly.`,
  recurringSpend: (value: string) => `Together they come to ${value} a month.`,
  recurringShare: (value: string) => `They are ${value} of what you spend.`,
  savingsGrowth: (value: string) => `Your savings grew by ${value}.`,
  savingsInflow: (value: string) => `You set aside about ${value} a month.`,
};

export type CriterionWords = typeof criteriaEn;
