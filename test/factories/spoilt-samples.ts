/** One small sound file of every kind that can be read. */
export const sampleDocuments: readonly { readonly fileName: string; readonly text: string }[] = [
  { fileName: 'response.json', text: JSON.stringify(response()) },
  { fileName: 'pages.json', text: JSON.stringify([response(), syncPage()], null, 1) },
  { fileName: 'members.jsonl', text: ['a', 'b'].map((id) => JSON.stringify(response(id))).join('\n') },
  { fileName: 'custom-user.json', text: JSON.stringify(customUser()) },
  {
    fileName: 'plain.csv',
    text: csv(
      'date,description,amount,category,account',
      (day) => `2026-06-${day},"Shop, 12",12.50,Groceries,Visa`,
    ),
  },
  {
    fileName: 'mint.csv',
    text: csv(
      '"Date","Description","Original Description","Amount","Transaction Type","Category","Account Name"',
      (day) => `"6/${day}/2026","Shop","SHOP ""12""","1,012.50","debit","Groceries","Visa"`,
    ),
  },
  {
    fileName: 'ynab.csv',
    text: csv('Account;Date;Payee;Outflow;Inflow', (day) => `Visa;06/${day}/2026;Shop;12,50 €;0,00 €`),
  },
];

function csv(header: string, row: (day: number) => string): string {
  return [header, ...Array.from({ length: 6 }, (_, at) => row(10 + at))].join('\r\n');
}

function row(id: string, more: object = {}): object {
  return {
    transaction_id: id,
    account_id: 'c1',
    date: '2026-06-01',
    authorized_date: '2026-05-31',
    amount: 12.5,
    iso_currency_code: 'USD',
    unofficial_currency_code: null,
    merchant_name: 'Shop',
    name: 'SHOP 12',
    payment_channel: 'in store',
    pending: false,
    pending_transaction_id: null,
    personal_finance_category: { primary: 'FOOD_AND_DRINK', detailed: 'FOOD_AND_DRINK_COFFEE' },
    ...more,
  };
}

function response(memberId = 'm'): object {
  const balances = { current: 340, available: null, limit: 500, iso_currency_code: 'USD' };
  return {
    accounts: [
      {
        account_id: 'c1',
        type: 'depository',
        subtype: 'checking',
        holder_category: 'personal',
        mask: '0001',
        balances,
      },
      { account_id: 'v1', type: 'credit', subtype: 'credit card', name: 'Visa', mask: '0002', balances },
    ],
    transactions: [row('t1'), row('t2', { account_id: 'v1', amount: -3 }), row('', { transaction_id: null })],
    liabilities: {
      credit: [
        {
          account_id: 'v1',
          aprs: [{ apr_type: 'purchase_apr', apr_percentage: 19.9, interest_charge_amount: 5 }],
          is_overdue: false,
          last_payment_amount: 35,
          last_payment_date: '2026-05-20',
          minimum_payment_amount: 35,
        },
      ],
      student: [],
    },
    member_id: memberId,
  };
}

function syncPage(): object {
  return {
    member_id: 'm',
    added: [row('t3', { pending_transaction_id: 't4' }), row('t4', { pending: true })],
    modified: [row('t1', { amount: 9 })],
    removed: [{ transaction_id: 't2', account_id: 'c1' }],
    next_cursor: 'x',
    has_more: false,
  };
}

function customUser(): object {
  const transactions = [
    {
      date_transacted: '2026-06-01',
      date_posted: '2026-06-02',
      amount: 5,
      description: 'Shop',
      currency: 'USD',
    },
    {
      date_transacted: '2026-06-03',
      date_posted: '2026-06-02',
      amount: -9,
      description: 'Pay',
      currency: 'USD',
    },
  ];
  return {
    override_accounts: [
      { type: 'depository', subtype: 'checking', starting_balance: 100, transactions },
      {
        type: 'credit',
        subtype: 'credit card',
        starting_balance: 340,
        force_available_balance: 160,
        meta: { name: 'Visa', limit: 500, mask: '0002' },
        transactions,
        liability: { type: 'credit', purchase_apr: 19.9, minimum_payment_amount: 35, is_overdue: false },
      },
    ],
  };
}
