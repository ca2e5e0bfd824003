import type { CriterionWords } from './criteria-en.ts';

export const criteriaEs: CriterionWords = {
  utilization: (value, threshold) =>
    `Tu tarjeta más llena está al ${value} de su límite. Desde el ${threshold} vale la pena mirarla.`,
  cardsCalm: () => 'Todas tus tarjetas están por debajo del 30% de su límite.',
  interest: () => 'Una tarjeta te cobró intereses.',
  minimumOnly: () => 'El último pago de una tarjeta fue de más o menos el mínimo.',
  overdue: () => 'El pago de una tarjeta ya pasó su fecha de vencimiento.',
  payGap: (value, threshold) =>
    `Entre tus pagos pasan alrededor de ${value}. Más de ${threshold} es una pausa larga.`,
  buffer: (value, threshold) =>
    `Tu cuenta corriente cubre ${value} de tus gastos habituales. Avisamos cuando cubre menos de ${threshold}.`,
  recurringCount: (value) => `${value} pagos vuelven con regularidad.`,
  recurringSpend: (value) => `Juntos suman ${value} al mes.`,
  recurringShare: (value) => `Son el ${value} de lo que gastas.`,
  savingsGrowth: (value) => `Tus ahorros crecieron un ${value}.`,
  savingsInflow: (value) => `Apartas alrededor de ${value} al mes.`,
};
