import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { describe, expect, test, vi } from 'vitest';
import { BankFileRefused } from '../../ingest/bank-file-refused.ts';
import type { PlantedTruth } from '../../ingest/synthetic/planted-truth.ts';
import { registerAnalyzeCommand } from './analyze-command.ts';
import { registerAssignCommand } from './assign-command.ts';
import { CommandFailure } from './command-failure.ts';
import { registerEvaluateCommand } from './evaluate-command.ts';
import { registerSynthCommand } from './synth-command.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../../test/fixtures/bank/${name}`, import.meta.url));

/** Runs a command as the command line would; answers what it printed. */
async function run(...args: readonly string[]): Promise<string> {
  const program = new Command('spendsense').exitOverride().configureOutput({ writeErr: () => {} });
  for (const register of [
    registerAnalyzeCommand,
    registerAssignCommand,
    registerSynthCommand,
    registerEvaluateCommand,
  ]) {
    register(program);
  }
  for (const command of program.commands) command.exitOverride();
  let printed = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text, ...more) => {
    printed += String(text);
    // Who waits until it is taken is told that it was.
    const taken = more.at(-1);
    if (typeof taken === 'function') taken();
    return true;
  });
  try {
    await program.parseAsync(['node', 'spendsense', ...args]);
  } finally {
    write.mockRestore();
  }
  return printed;
}

const folder = () => mkdtemp(join(tmpdir(), 'money-commands-'));

describe('analyze', () => {
  test('prints one JSON document with the promised names', async () => {
    const answer = JSON.parse(await run('analyze', '--file', fixture('card-at-68-percent.json'), '--json'));
    expect(answer).toMatchObject({ asOf: '2026-06-28', quarantined: [] });
    const [member] = answer.members;
    expect(Object.keys(member.windows)).toEqual(['30d', '180d']);
    for (const window of ['30d', '180d']) {
      expect(member.windows[window]).toMatchObject({
        subscriptions: { streams: [], recurringCount: 0, monthlySpendCents: 0, shareRatio: 0 },
        savings: {
          balanceCents: null,
          netInflowCents: null,
          monthlyInflowCents: null,
          growthRatio: null,
          emergencyFundMonths: null,
        },
        credit: {
          cards: [{ mask: '4523', utilizationRatio: 0.68, isOverdue: false }],
          maxUtilizationRatio: 0.68,
        },
        income: { medianPayGapDays: 14 },
      });
      expect(member.personas[window].primary).toBe('high_utilization');
    }
    expect(Object.keys(member.recommendations[0])).toEqual(
      expect.arrayContaining([
        'id',
        'kind',
        'topic',
        'title',
        'rationale',
        'evidence',
        'disclosure',
        'media',
      ]),
    );
    expect(member.recommendations.every(({ media }: { media: unknown }) => media === null)).toBe(true);
  });

  test('the as-of date can be set, and several files come together', async () => {
    const answer = JSON.parse(
      await run(
        'analyze',
        '--file',
        fixture('card-at-68-percent.json'),
        fixture('one-bad-row.json'),
        '--as-of',
        '2026-07-05',
        '--json',
      ),
    );
    expect(answer.asOf).toBe('2026-07-05');
    expect(answer.members.map(({ memberId }: { memberId: string }) => memberId)).toEqual([
      'card-at-68-percent',
      'one-bad-row',
    ]);
    expect(answer.quarantined).toMatchObject([
      { file: 'one-bad-row.json', place: 'transactions[1]', code: 'INVALID_DATE' },
    ]);
  });

  test('without --json a person reads the because', async () => {
    expect(await run('analyze', '--file', fixture('card-at-68-percent.json'))).toContain(
      'Your Visa ending 4523 is at 68% of its limit ($3,400 of $5,000).',
    );
  });

  test.each([
    ['an unknown format', ['--file', 'x', '--format', 'xml'], 2],
    ['a day that is none', ['--file', fixture('one-bad-row.json'), '--as-of', '2026-02-30'], 2],
    ['an unknown language', ['--file', fixture('one-bad-row.json'), '--locale', 'xx'], 2],
    ['a missing file', ['--file', '/nowhere/bank.json'], 1],
  ])('%s fails with the right exit code', async (_, args, exitCode) => {
    await expect(run('analyze', ...args)).rejects.toMatchObject({ name: 'CommandFailure', exitCode });
  });

  test('without a file it is wrong usage, and a refused file says why', async () => {
    await expect(run('analyze')).rejects.toMatchObject({ code: 'commander.missingMandatoryOptionValue' });
    await expect(run('analyze', '--file', fixture('truncated.json'))).rejects.toBeInstanceOf(BankFileRefused);
  });

  test('a declared CSV mapping is used, and a wrong one is refused with its place', async () => {
    const dir = await folder();
    const mapping = join(dir, 'mapping.json');
    const csv = join(dir, 'bank.csv');
    await writeFile(csv, 'day;what;how much\n2026-06-01;Shop;-5\n');
    const declared = {
      name: 'my bank',
      columns: { date: 'day', description: 'what' },
      amount: { kind: 'signed', column: 'how much', positiveIs: 'money_in' },
      dateOrder: 'iso',
    };
    await writeFile(mapping, JSON.stringify(declared));
    const answer = JSON.parse(await run('analyze', '--file', csv, '--csv-mapping', mapping, '--json'));
    expect(answer.members[0].windows['30d'].monthlySpendCents).toBe(500);
    for (const [wrong, place] of [
      [{ dateOrder: 'any' }, 'dateOrder'],
      [{ amount: { kind: 'two_columns', outflow: 'how much', inflow: 'How much' } }, 'two columns'],
      [{ colums: {} }, 'colums'],
    ] as const) {
      await writeFile(mapping, JSON.stringify({ ...declared, ...wrong }));
      await expect(run('analyze', '--file', csv, '--csv-mapping', mapping)).rejects.toThrow(place);
    }
  });

  test('words of a mapping are meant in any letters, and a byte order mark says nothing', async () => {
    const dir = await folder();
    const mapping = join(dir, 'mapping.json');
    const csv = join(dir, 'bank.csv');
    await writeFile(csv, 'day,what,how much,kind\n2026-06-01,Shop,5,DEBIT\n2026-06-02,Pay,9,Credit\n');
    const amount = { kind: 'typed', column: 'how much', type: 'kind' };
    const declared = {
      name: 'my bank',
      columns: { date: 'day', description: 'what' },
      amount: { ...amount, moneyOutWords: ['Debit'], moneyInWords: ['CREDIT'] },
      dateOrder: 'iso',
    };
    await writeFile(mapping, `\ufeff${JSON.stringify(declared)}`);
    const answer = JSON.parse(await run('analyze', '--file', csv, '--csv-mapping', mapping, '--json'));
    expect(answer.quarantined).toEqual([]);
    expect(answer.members[0].windows['30d'].monthlySpendCents).toBe(500);
  });
});

describe('assign', () => {
  const assign = async (rows: unknown) => {
    const path = join(await folder(), 'signals.json');
    await writeFile(path, typeof rows === 'string' ? rows : JSON.stringify(rows));
    return JSON.parse(await run('assign', '--file', path, '--json'));
  };

  test('answers one assignment a row; absent parts are unknown', async () => {
    const answer = await assign([
      { memberId: 'a', signals: { credit: { cards: [{ utilizationRatio: 0.5 }] } } },
      { memberId: 'b', signals: { income: null, savings: { growthRatio: 0.5 } } },
      { memberId: 'c' },
    ]);
    expect(
      answer.map(({ memberId, assignment }: { memberId: string; assignment: { primary: string } }) => [
        memberId,
        assignment.primary,
      ]),
    ).toEqual([
      ['a', 'high_utilization'],
      ['b', 'general'],
      ['c', 'general'],
    ]);
    expect(answer[2].assignment.criteria.every(({ met }: { met: unknown }) => met === null)).toBe(true);
  });

  test.each([
    ['text', 'not json', 'this is not JSON'],
    [
      'a number as text',
      [{ memberId: 'a', signals: { income: { medianPayGapDays: '50' } } }],
      '[0].signals.income.medianPayGapDays',
    ],
    ['no list', { memberId: 'a' }, 'the top level'],
  ])('%s is refused with its place', async (_, rows, place) => {
    await expect(assign(rows)).rejects.toThrow(place);
    await expect(assign(rows)).rejects.toBeInstanceOf(CommandFailure);
  });
});

test('synth writes members and truth, evaluate reads them and reaches the bar', async () => {
  const dir = await folder();
  const made = JSON.parse(await run('synth', '--members', '30', '--seed', 'test', '--out', dir, '--json'));
  expect(made).toMatchObject({ members: 30, seed: 'test' });
  expect((await readFile(made.membersFile, 'utf8')).trim().split('\n')).toHaveLength(30);
  const evaluation = JSON.parse(await run('evaluate', '--data', dir, '--out', join(dir, 'report'), '--json'));
  expect(evaluation).toMatchObject({
    members: 30,
    explainability: { ratio: 1 },
    auditability: { ratio: 1 },
    planted: { personaAccuracy: 1 },
  });
  for (const name of ['evaluation.json', 'evaluation.csv', 'evaluation.md']) {
    expect((await readFile(join(dir, 'report', name), 'utf8')).length).toBeGreaterThan(100);
  }
  await expect(run('synth', '--members', '0', '--seed', 'x', '--out', dir)).rejects.toMatchObject({
    exitCode: 2,
  });
  await expect(run('evaluate', '--data', join(dir, 'nowhere'))).rejects.toMatchObject({ exitCode: 1 });
});

describe('evaluate --data', () => {
  /** What synth wrote, with the truth changed. */
  const changed = async (count: number, change: (truth: PlantedTruth, at: number) => unknown) => {
    const dir = await folder();
    await run('synth', '--members', String(count), '--seed', 'changed', '--out', dir);
    const path = join(dir, 'truth.jsonl');
    const truths = (await readFile(path, 'utf8')).trim().split('\n');
    await writeFile(
      path,
      truths.map((line, at) => `${JSON.stringify(change(JSON.parse(line), at))}\n`).join(''),
    );
    return dir;
  };

  test('a data set with planted bias is flagged, by group and outcome', async () => {
    const dir = await changed(200, (truth) => ({
      ...truth,
      demographics: { ...truth.demographics, region: truth.persona === 'savings_builder' ? 'west' : 'south' },
    }));
    const { fairness } = JSON.parse(await run('evaluate', '--data', dir, '--json'));
    const found = fairness.find(
      ({ attribute, outcome }: { attribute: string; outcome: string }) =>
        attribute === 'region' && outcome === 'persona savings_builder',
    );
    expect(found).toMatchObject({ isFlagged: true, fourFifthsRatio: 0 });
    expect(await run('evaluate', '--data', dir)).toContain(
      'persona savings_builder by region: south at 0.0 %',
    );
  });

  test('members that the data lacks count as missed', async () => {
    const dir = await changed(4, (truth, at) => (at === 0 ? { ...truth, memberId: 'nobody-knows' } : truth));
    const { planted } = JSON.parse(await run('evaluate', '--data', dir, '--json'));
    expect(planted).toMatchObject({ members: 4, personaAccuracy: 0.75 });
    expect(planted.missedPersonas).toMatchObject([{ memberId: 'nobody-knows', found: 'nobody' }]);
  });

  test.each([
    [
      'a truth that lacks a part',
      (truth: PlantedTruth) => ({ ...truth, persona: undefined }),
      'line 1: persona',
    ],
    ['a date that is none', (truth: PlantedTruth) => ({ ...truth, asOf: 'today' }), 'line 1: asOf'],
  ])('%s is refused with its place', async (_, change, place) => {
    const dir = await changed(1, change);
    await expect(run('evaluate', '--data', dir)).rejects.toThrow(place);
  });

  test('missing and empty files are named', async () => {
    const dir = await changed(1, (truth) => truth);
    await writeFile(join(dir, 'members.jsonl'), '');
    await expect(run('evaluate', '--data', dir)).rejects.toThrow('there is no member in it');
    await rm(join(dir, 'members.jsonl'));
    await expect(run('evaluate', '--data', dir)).rejects.toThrow('members.jsonl: there is no such file');
    await writeFile(join(dir, 'truth.jsonl'), 'no json\n');
    await expect(run('evaluate', '--data', dir)).rejects.toThrow('line 1: this is not JSON');
  });
});
