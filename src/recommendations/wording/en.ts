import type { Wording } from './wording.ts';

export const en: Wording = {
  numberLocale: 'en-US',
  units: { months: { one: 'month', other: 'months' }, days: { one: 'day', other: 'days' } },
  card: {
    plain: 'credit card',
    masked: (mask) => `credit card ending ${mask}`,
    branded: (brand) => brand,
    brandedMasked: (brand, mask) => `${brand} ending ${mask}`,
  },
  because: {
    card_utilization: 'Your {card} is at {utilizationRatio} of its limit ({balanceCents} of {limitCents}).',
    card_to_target:
      'Your {card} is at {utilizationRatio} of its limit; {toTargetCents} less would bring it to {targetRatio}.',
    cards_owed: {
      by: 'cardCount',
      one: 'You have a balance of {owedCents} on {cardCount} credit card.',
      other: 'Your balances add up to {owedCents} on {cardCount} credit cards.',
    },
    card_interest: 'Your {card} was charged {interestCents} in interest over the last {windowDays}.',
    statement_interest: 'The last statement of your {card} lists {interestCents} in interest.',
    minimum_payment:
      'Your last payment on your {card} was {lastPaymentCents}; the minimum payment is {minimumPaymentCents}.',
    overdue: {
      by: 'overdueCount',
      one: 'Your bank marks {overdueCount} card as overdue.',
      other: 'Your bank marks {overdueCount} cards as overdue.',
    },
    daily_interest:
      'Your {card} has a balance of {balanceCents} at {aprRatio} a year, which comes to about {dailyInterestCents} a day.',
    pay_gap:
      'Your paydays are about {payGapDays} apart, and your checking balance covers {cashBufferMonths} of spending.',
    pay_gap_only: 'Your paydays are about {payGapDays} apart.',
    cash_buffer: {
      by: 'cashBufferMonths',
      zero: 'Your checking balance of {checkingBalanceCents} covers {cashBufferMonths} of spending, at {monthlySpendCents} a month.',
      other:
        'Your checking balance of {checkingBalanceCents} covers about {cashBufferMonths} of spending, at {monthlySpendCents} a month.',
    },
    cash_overdrawn:
      'Your checking account is overdrawn by {overdrawnCents}; your spending comes to about {monthlySpendCents} a month.',
    pay_range:
      'What came in on your paydays ranged from {lowestPayCents} to {highestPayCents} over the last {windowDays}.',
    recurring_total: {
      by: 'recurringCount',
      one: 'You have {recurringCount} active subscription, which took {recurringSpendCents} over the last {windowDays}.',
      other:
        'You have {recurringCount} active subscriptions, which together took {recurringSpendCents} over the last {windowDays}.',
    },
    recurring_share:
      'Subscriptions took {recurringShareRatio} of what you spent over the last {windowDays}: {recurringSpendCents}.',
    largest_stream: 'Your largest active subscription is {merchant}, at {streamAmountCents} a charge.',
    recurring_yearly:
      'Your subscriptions took {recurringSpendCents} over the last {windowDays}; at that pace a year comes to {recurringYearlyCents}.',
    savings_inflow: 'You set aside about {monthlyInflowCents} a month.',
    savings_inflow_yearly:
      'You set aside about {monthlyInflowCents} a month; at that pace a year comes to {yearlyInflowCents}.',
    savings_growth:
      'Your savings grew by {savingsGrowthRatio} over the last {windowDays}, to {savingsBalanceCents}.',
    savings_balance: 'You have {savingsBalanceCents} in savings.',
    emergency_months: {
      by: 'emergencyFundMonths',
      zero: 'Your savings cover {emergencyFundMonths} of your spending.',
      other: 'Your savings cover about {emergencyFundMonths} of your spending.',
    },
    monthly_spend: 'Your spending came to about {monthlySpendCents} a month over the last {windowDays}.',
    checking_balance: 'Your checking balance is {checkingBalanceCents}.',
    checking_overdrawn: 'Your checking account is overdrawn by {overdrawnCents}.',
    transactions_seen: {
      by: 'transactionCount',
      one: 'We can see {transactionCount} transaction of yours over the last {windowDays}.',
      other: 'We can see {transactionCount} transactions of yours over the last {windowDays}.',
    },
    accounts_seen: {
      by: 'accountCount',
      zero: 'So far we can see {accountCount} accounts of yours.',
      one: 'We can see {accountCount} account of yours.',
      other: 'We can see {accountCount} accounts of yours.',
    },
  },
  factLabels: {
    utilizationRatio: 'Share of the limit in use',
    balanceCents: 'Card balance',
    limitCents: 'Card limit',
    toTargetCents: 'Distance to the target',
    targetRatio: 'Target that the lesson works with',
    owedCents: 'Owed on cards',
    cardCount: 'Cards with a balance',
    interestCents: 'Interest charged',
    lastPaymentCents: 'Last payment',
    minimumPaymentCents: 'Minimum payment',
    overdueCount: 'Cards overdue',
    aprRatio: 'Yearly rate',
    dailyInterestCents: 'Interest a day',
    payGapDays: 'Days between paydays',
    cashBufferMonths: 'Months your checking covers',
    lowestPayCents: 'Lowest payday',
    highestPayCents: 'Highest payday',
    recurringCount: 'Active subscriptions',
    recurringSpendCents: 'Subscriptions in those days',
    recurringShareRatio: 'Share of spending',
    streamAmountCents: 'Amount a charge',
    recurringYearlyCents: 'Subscriptions a year',
    monthlyInflowCents: 'Set aside a month',
    yearlyInflowCents: 'Set aside a year',
    savingsGrowthRatio: 'Growth of savings',
    savingsBalanceCents: 'Savings balance',
    emergencyFundMonths: 'Months your savings cover',
    monthlySpendCents: 'Spending a month',
    checkingBalanceCents: 'Checking balance',
    overdrawnCents: 'Overdrawn by',
    transactionCount: 'Transactions',
    accountCount: 'Accounts',
    windowDays: 'Days looked at',
  },
  items: {
    credit_utilization: {
      title: 'How much of your limit is in use',
      summary: 'Using less than 30% of a card’s limit can help a credit score.',
    },
    debt_paydown_strategy: {
      title: 'Ways to pay down balances, side by side',
      summary: 'Highest rate first costs least; smallest balance first gives the quickest win.',
    },
    autopay_setup: {
      title: 'Let due dates look after themselves',
      summary: 'Autopay, set up once, can keep a due date from slipping by.',
    },
    balance_transfer: {
      title: 'What a balance transfer changes',
      summary: 'Moving a balance can lower its interest; the fee and the end date decide if it pays.',
    },
    interest_calculation: {
      title: 'How card interest adds up by the day',
      summary: 'Balance × yearly rate ÷ 365 is what one day costs.',
    },
    variable_income_budgeting: {
      title: 'A budget for income that changes',
      summary: 'Shares such as 50 / 30 / 20 fit whatever amount comes in.',
    },
    emergency_fund_basics: {
      title: 'A safety net, step by step',
      summary: 'Three to six months of expenses is the usual aim; the first month matters most.',
    },
    percent_based_budgets: {
      title: 'Budget in percent, not in dollars',
      summary: 'When income moves, shares move with it and the plan still fits.',
    },
    income_smoothing: {
      title: 'Turn uneven pay into a steady amount',
      summary: 'Paying yourself the same amount each month can even out the highs and lows.',
    },
    cash_buffer: {
      title: 'A buffer for lean months',
      summary: 'One or two months of expenses in checking can carry you to the next payday.',
    },
    subscription_audit: {
      title: 'Take stock of your subscriptions',
      summary: 'Looking at each one in turn, keep or cancel, takes a few minutes.',
    },
    cancellation_tips: {
      title: 'Where to find the cancel button',
      summary: 'Account, then billing, then plan; note the date and keep the confirmation.',
    },
    bill_alerts: {
      title: 'Know about a charge before it leaves',
      summary: 'An alert three days ahead leaves time to decide.',
    },
    recurring_spend_tracking: {
      title: 'See what leaves each month',
      summary: 'Adding up recurring charges shows what is already spoken for.',
    },
    subscription_consolidation: {
      title: 'Bundles and annual plans, compared',
      summary: 'A bundle can cost less than its parts; comparing the yearly totals tells.',
    },
    goal_setting: {
      title: 'Give your savings a goal and a date',
      summary: 'A goal divided by its months is an amount to set aside.',
    },
    automation_setup: {
      title: 'Set money aside on payday',
      summary: 'A transfer on payday happens before the money finds another use.',
    },
    hysa_comparison: {
      title: 'What a savings rate is worth',
      summary: 'The same balance can earn several times as much at another rate.',
    },
    cd_basics: {
      title: 'Certificates of deposit, explained',
      summary: 'A higher rate in exchange for leaving the money in place for a term.',
    },
    savings_rate_optimization: {
      title: 'Your savings rate, a notch up',
      summary: 'A few percent more of each paycheck adds up over the years.',
    },
    spending_overview: {
      title: 'Where your month goes',
      summary: 'Knowing what an average month costs is the start of every plan.',
    },
    first_cushion: {
      title: 'A first cushion',
      summary: 'A small reserve can take the sting out of a surprise.',
    },
    statement_check: {
      title: 'A quick statement check',
      summary: 'Reading through a statement once a month can catch errors early.',
    },
    simple_budget: {
      title: 'A budget that fits on a napkin',
      summary: 'Needs, wants and savings: three shares are enough to begin with.',
    },
    credit_report_check: {
      title: 'Your credit report, free of charge',
      summary: 'Each of the three bureaus gives a free report; reading it can catch mistakes.',
    },
    due_date_overview: {
      title: 'Due dates at a glance',
      summary: 'A list of what is due when can keep a date from slipping by.',
    },
    account_costs: {
      title: 'What an account costs',
      summary: 'The fee lines of a statement show what an account costs; some fees can be waived.',
    },
    unknown_charges: {
      title: 'Spotting a charge that isn’t yours',
      summary: 'A small charge that nobody recognizes is worth a question to the bank.',
    },
    balance_transfer_card: {
      title: 'A card for transferring balances',
      summary: 'A partner card with an introductory rate on transferred balances, for a one-time fee.',
    },
    nonprofit_credit_counseling: {
      title: 'A talk with a nonprofit credit counselor',
      summary: 'A free first session that looks at balances and choices with you.',
    },
    due_date_reminders: {
      title: 'Due-date reminders',
      summary: 'A free partner tool that reminds you before card payments are due.',
    },
    free_credit_monitoring: {
      title: 'Free credit monitoring',
      summary: 'A partner service that shows changes in your credit report.',
    },
    percent_budget_app: {
      title: 'A budgeting app that works in percent',
      summary: 'A partner app that splits each deposit by shares you choose.',
    },
    income_smoothing_account: {
      title: 'An account that pays you monthly',
      summary: 'A partner account that gathers uneven deposits and pays out a steady amount.',
    },
    subscription_manager: {
      title: 'A subscription manager',
      summary: 'A partner tool that lists subscriptions in one place.',
    },
    bundle_comparison: {
      title: 'A bundle comparison tool',
      summary: 'A partner tool that sets single plans and bundles side by side.',
    },
    charge_alerts: {
      title: 'Alerts before charges',
      summary: 'A free partner tool that tells you about upcoming charges.',
    },
    high_yield_savings: {
      title: 'A high-yield savings account',
      summary: 'A partner savings account without monthly fees.',
    },
    certificate_of_deposit: {
      title: 'A certificate of deposit',
      summary: 'A partner certificate with a fixed rate for a fixed term.',
    },
    automatic_savings: {
      title: 'Automatic transfers to savings',
      summary: 'A free partner tool that moves a set amount on payday.',
    },
    goal_tracker: {
      title: 'A savings goal tracker',
      summary: 'A free partner tool that shows how far a goal has come.',
    },
    spending_overview_app: {
      title: 'A spending overview app',
      summary: 'A free partner tool that sorts what you spend into groups.',
    },
    money_coaching_session: {
      title: 'A session with a money coach',
      summary: 'A free talk with a nonprofit coach about the questions you bring.',
    },
  },
};
