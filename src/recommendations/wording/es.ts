import type { Wording } from './wording.ts';

export const es: Wording = {
  numberLocale: 'es-US',
  units: { months: { one: 'mes', other: 'meses' }, days: { one: 'día', other: 'días' } },
  card: {
    plain: 'tarjeta de crédito',
    masked: (mask) => `tarjeta de crédito terminada en ${mask}`,
    branded: (brand) => `tarjeta ${brand}`,
    brandedMasked: (brand, mask) => `tarjeta ${brand} terminada en ${mask}`,
  },
  because: {
    card_utilization: 'Tu {card} está al {utilizationRatio} de su límite ({balanceCents} de {limitCents}).',
    card_to_target:
      'Tu {card} está al {utilizationRatio} de su límite; con {toTargetCents} menos llegaría al {targetRatio}.',
    cards_owed: {
      by: 'cardCount',
      one: 'Tienes un saldo de {owedCents} en {cardCount} tarjeta de crédito.',
      other: 'Tus saldos suman {owedCents} en {cardCount} tarjetas de crédito.',
    },
    card_interest: 'Tu {card} generó {interestCents} en intereses en los últimos {windowDays}.',
    statement_interest: 'El último estado de cuenta de tu {card} muestra {interestCents} en intereses.',
    minimum_payment:
      'El último pago de tu {card} fue de {lastPaymentCents}; el pago mínimo es de {minimumPaymentCents}.',
    overdue: {
      by: 'overdueCount',
      one: 'Tu banco marca {overdueCount} tarjeta como vencida.',
      other: 'Tu banco marca {overdueCount} tarjetas como vencidas.',
    },
    daily_interest:
      'Tu {card} tiene un saldo de {balanceCents} al {aprRatio} anual, es decir, alrededor de {dailyInterestCents} al día.',
    pay_gap: {
      by: 'payGapDays',
      one: 'Entre un día de pago y el siguiente pasa alrededor de {payGapDays}, y tu cuenta corriente cubre {cashBufferMonths} de gastos.',
      other:
        'Entre un día de pago y el siguiente pasan alrededor de {payGapDays}, y tu cuenta corriente cubre {cashBufferMonths} de gastos.',
    },
    pay_gap_only: {
      by: 'payGapDays',
      one: 'Entre un día de pago y el siguiente pasa alrededor de {payGapDays}.',
      other: 'Entre un día de pago y el siguiente pasan alrededor de {payGapDays}.',
    },
    cash_buffer: {
      by: 'cashBufferMonths',
      zero: 'El saldo de tu cuenta corriente, {checkingBalanceCents}, cubre {cashBufferMonths} de gastos, a {monthlySpendCents} al mes.',
      other:
        'El saldo de tu cuenta corriente, {checkingBalanceCents}, cubre alrededor de {cashBufferMonths} de gastos, a {monthlySpendCents} al mes.',
    },
    cash_overdrawn:
      'Tu cuenta corriente tiene un sobregiro de {overdrawnCents}; tus gastos suman alrededor de {monthlySpendCents} al mes.',
    pay_range:
      'Lo que recibiste en tus días de pago fue de {lowestPayCents} a {highestPayCents} en los últimos {windowDays}.',
    recurring_total: {
      by: 'recurringCount',
      one: 'Tienes {recurringCount} suscripción activa, que costó {recurringSpendCents} en los últimos {windowDays}.',
      other:
        'Tienes {recurringCount} suscripciones activas, que juntas costaron {recurringSpendCents} en los últimos {windowDays}.',
    },
    recurring_share:
      'Las suscripciones fueron el {recurringShareRatio} de lo que gastaste en los últimos {windowDays}: {recurringSpendCents}.',
    largest_stream: 'La mayor de tus suscripciones activas es {merchant}, con {streamAmountCents} por cargo.',
    recurring_yearly:
      'Tus suscripciones sumaron {recurringSpendCents} en los últimos {windowDays}; a ese ritmo, en un año serían {recurringYearlyCents}.',
    savings_inflow: 'Apartas alrededor de {monthlyInflowCents} al mes.',
    savings_inflow_yearly:
      'Apartas alrededor de {monthlyInflowCents} al mes; a ese ritmo, en un año serían {yearlyInflowCents}.',
    savings_growth:
      'Tus ahorros crecieron un {savingsGrowthRatio} en los últimos {windowDays}, hasta {savingsBalanceCents}.',
    savings_balance: 'Tus ahorros suman {savingsBalanceCents}.',
    emergency_months: {
      by: 'emergencyFundMonths',
      zero: 'Tus ahorros cubren {emergencyFundMonths} de tus gastos.',
      other: 'Tus ahorros cubren alrededor de {emergencyFundMonths} de tus gastos.',
    },
    monthly_spend: 'Gastaste alrededor de {monthlySpendCents} al mes en los últimos {windowDays}.',
    checking_balance: 'El saldo de tu cuenta corriente es de {checkingBalanceCents}.',
    checking_overdrawn: 'Tu cuenta corriente tiene un sobregiro de {overdrawnCents}.',
    transactions_seen: {
      by: 'transactionCount',
      one: 'Vemos {transactionCount} movimiento tuyo en los últimos {windowDays}.',
      other: 'Vemos {transactionCount} movimientos tuyos en los últimos {windowDays}.',
    },
    accounts_seen: {
      by: 'accountCount',
      zero: 'Por ahora vemos {accountCount} cuentas tuyas.',
      one: 'Vemos {accountCount} cuenta tuya.',
      other: 'Vemos {accountCount} cuentas tuyas.',
    },
  },
  factLabels: {
    utilizationRatio: 'Parte del límite en uso',
    balanceCents: 'Saldo de la tarjeta',
    limitCents: 'Límite de la tarjeta',
    toTargetCents: 'Distancia a la meta',
    targetRatio: 'Meta que usa la lección',
    owedCents: 'Saldo total en tarjetas',
    cardCount: 'Tarjetas con saldo',
    interestCents: 'Intereses cobrados',
    lastPaymentCents: 'Último pago',
    minimumPaymentCents: 'Pago mínimo',
    overdueCount: 'Tarjetas vencidas',
    aprRatio: 'Tasa anual',
    dailyInterestCents: 'Interés por día',
    payGapDays: 'Días entre pagos',
    cashBufferMonths: 'Meses que cubre tu cuenta corriente',
    lowestPayCents: 'Pago más bajo',
    highestPayCents: 'Pago más alto',
    recurringCount: 'Suscripciones activas',
    recurringSpendCents: 'Suscripciones en esos días',
    recurringShareRatio: 'Parte de tus gastos',
    streamAmountCents: 'Monto por cargo',
    recurringYearlyCents: 'Suscripciones al año',
    monthlyInflowCents: 'Apartado al mes',
    yearlyInflowCents: 'Apartado al año',
    savingsGrowthRatio: 'Crecimiento de tus ahorros',
    savingsBalanceCents: 'Saldo de ahorros',
    emergencyFundMonths: 'Meses que cubren tus ahorros',
    monthlySpendCents: 'Gasto al mes',
    checkingBalanceCents: 'Saldo en cuenta corriente',
    overdrawnCents: 'Sobregiro',
    transactionCount: 'Movimientos',
    accountCount: 'Cuentas',
    windowDays: 'Días observados',
  },
  items: {
    credit_utilization: {
      title: 'Cuánto de tu límite está en uso',
      summary: 'Usar menos del 30% del límite de una tarjeta puede ayudar al puntaje de crédito.',
    },
    debt_paydown_strategy: {
      title: 'Maneras de reducir saldos, comparadas',
      summary: 'Primero la tasa más alta cuesta menos; primero el saldo más pequeño da el logro más rápido.',
    },
    autopay_setup: {
      title: 'Que las fechas de pago se cuiden solas',
      summary: 'El pago automático, una vez configurado, puede evitar que se pase una fecha.',
    },
    balance_transfer: {
      title: 'Qué cambia con una transferencia de saldo',
      summary: 'Mover un saldo puede bajar sus intereses; la comisión y la fecha final deciden si conviene.',
    },
    interest_calculation: {
      title: 'Cómo se suman los intereses día a día',
      summary: 'Saldo × tasa anual ÷ 365 es lo que cuesta un día.',
    },
    variable_income_budgeting: {
      title: 'Un presupuesto para ingresos que cambian',
      summary: 'Partes como 50 / 30 / 20 sirven con cualquier monto que llegue.',
    },
    emergency_fund_basics: {
      title: 'Una red de seguridad, paso a paso',
      summary: 'De tres a seis meses de gastos es la meta habitual; el primer mes es el que más cuenta.',
    },
    percent_based_budgets: {
      title: 'Presupuesto en porcentajes, no en dólares',
      summary: 'Cuando el ingreso cambia, las partes cambian con él y el plan sigue sirviendo.',
    },
    income_smoothing: {
      title: 'De pagos desiguales a un monto estable',
      summary: 'Pagarte lo mismo cada mes puede emparejar los altos y bajos.',
    },
    cash_buffer: {
      title: 'Una reserva para meses flojos',
      summary: 'Uno o dos meses de gastos en la cuenta pueden llevarte al próximo pago.',
    },
    subscription_audit: {
      title: 'Haz inventario de tus suscripciones',
      summary: 'Mirar cada una, conservar o cancelar, toma unos minutos.',
    },
    cancellation_tips: {
      title: 'Dónde está el botón de cancelar',
      summary: 'Cuenta, luego facturación, luego plan; anota la fecha y guarda la confirmación.',
    },
    bill_alerts: {
      title: 'Entérate de un cargo antes de que salga',
      summary: 'Un aviso tres días antes deja tiempo para decidir.',
    },
    recurring_spend_tracking: {
      title: 'Mira lo que sale cada mes',
      summary: 'Sumar los cargos recurrentes muestra lo que ya está comprometido.',
    },
    subscription_consolidation: {
      title: 'Paquetes y planes anuales, comparados',
      summary: 'Un paquete puede costar menos que sus partes; los totales anuales lo dicen.',
    },
    goal_setting: {
      title: 'Dale a tus ahorros una meta y una fecha',
      summary: 'Una meta dividida entre sus meses es un monto para apartar.',
    },
    automation_setup: {
      title: 'Aparta dinero el día de pago',
      summary: 'Una transferencia el día de pago ocurre antes de que el dinero tenga otro uso.',
    },
    hysa_comparison: {
      title: 'Cuánto vale una tasa de ahorro',
      summary: 'El mismo saldo puede ganar varias veces más con otra tasa.',
    },
    cd_basics: {
      title: 'Los certificados de depósito, explicados',
      summary: 'Una tasa más alta a cambio de dejar el dinero por un plazo.',
    },
    savings_rate_optimization: {
      title: 'Tu tasa de ahorro, un poco más alta',
      summary: 'Un poco más de cada pago se acumula con los años.',
    },
    spending_overview: {
      title: 'A dónde va tu mes',
      summary: 'Saber cuánto cuesta un mes promedio es el comienzo de todo plan.',
    },
    first_cushion: {
      title: 'Un primer colchón',
      summary: 'Una pequeña reserva puede suavizar una sorpresa.',
    },
    statement_check: {
      title: 'Un repaso breve de tu estado de cuenta',
      summary: 'Leerlo una vez al mes puede detectar errores a tiempo.',
    },
    simple_budget: {
      title: 'Un presupuesto que cabe en una servilleta',
      summary: 'Necesidades, gustos y ahorro: tres partes bastan para empezar.',
    },
    credit_report_check: {
      title: 'Tu informe de crédito, sin costo',
      summary: 'Cada una de las tres agencias da un informe gratis; leerlo puede detectar errores.',
    },
    due_date_overview: {
      title: 'Fechas de pago de un vistazo',
      summary: 'Una lista de lo que vence y cuándo puede evitar que se pase una fecha.',
    },
    account_costs: {
      title: 'Lo que cuesta una cuenta',
      summary:
        'Las comisiones del estado de cuenta muestran lo que cuesta una cuenta; algunas se pueden evitar.',
    },
    unknown_charges: {
      title: 'Reconocer un cargo que no es tuyo',
      summary: 'Por un cargo pequeño que nadie reconoce vale la pena preguntar al banco.',
    },
    balance_transfer_card: {
      title: 'Una tarjeta para transferir saldos',
      summary: 'Una tarjeta de un socio con tasa inicial para saldos transferidos, por una comisión única.',
    },
    nonprofit_credit_counseling: {
      title: 'Una charla con un consejero de crédito sin fines de lucro',
      summary: 'Una primera sesión gratis que mira contigo saldos y opciones.',
    },
    due_date_reminders: {
      title: 'Recordatorios de fechas de pago',
      summary: 'Una herramienta gratis de un socio que avisa antes de que venza un pago.',
    },
    free_credit_monitoring: {
      title: 'Monitoreo de crédito gratis',
      summary: 'Un servicio de un socio que muestra cambios en tu informe de crédito.',
    },
    percent_budget_app: {
      title: 'Una app de presupuesto en porcentajes',
      summary: 'Una app de un socio que reparte cada depósito en las partes que elijas.',
    },
    income_smoothing_account: {
      title: 'Una cuenta que te paga cada mes',
      summary: 'Una cuenta de un socio que reúne depósitos desiguales y entrega un monto estable.',
    },
    subscription_manager: {
      title: 'Un administrador de suscripciones',
      summary: 'Una herramienta de un socio que reúne las suscripciones en un solo lugar.',
    },
    bundle_comparison: {
      title: 'Un comparador de paquetes',
      summary: 'Una herramienta de un socio que compara planes sueltos y paquetes.',
    },
    charge_alerts: {
      title: 'Avisos antes de los cargos',
      summary: 'Una herramienta gratis de un socio que avisa de los próximos cargos.',
    },
    high_yield_savings: {
      title: 'Una cuenta de ahorros de alto rendimiento',
      summary: 'Una cuenta de ahorros de un socio sin comisiones mensuales.',
    },
    certificate_of_deposit: {
      title: 'Un certificado de depósito',
      summary: 'Un certificado de un socio con tasa fija por un plazo fijo.',
    },
    automatic_savings: {
      title: 'Transferencias automáticas al ahorro',
      summary: 'Una herramienta gratis de un socio que mueve un monto fijo el día de pago.',
    },
    goal_tracker: {
      title: 'Un seguimiento de metas de ahorro',
      summary: 'Una herramienta gratis de un socio que muestra cuánto avanzó una meta.',
    },
    spending_overview_app: {
      title: 'Una app para ver tus gastos',
      summary: 'Una herramienta gratis de un socio que ordena tus gastos en grupos.',
    },
    money_coaching_session: {
      title: 'Una sesión con un orientador financiero',
      summary: 'Una charla gratis con un orientador sin fines de lucro sobre tus preguntas.',
    },
  },
};
