import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  consentHistorySchema,
  importListSchema,
  problemSchema,
  profileSchema,
  recommendationsSchema,
} from '../../src/http/contract.ts';
import { freshDataDir, type RunningProgram, runProgram, signInBy, startProgram } from './program.ts';

const traceSchema = z.looseObject({
  decisions: z.array(z.looseObject({ facts: z.record(z.string(), z.unknown()) })),
});

const fixture = 'test/fixtures/bank/card-at-68-percent.json';
const member = 'card-at-68-percent';

let folder: Awaited<ReturnType<typeof freshDataDir>>;
let program: RunningProgram;
let operator: string;
let own: string;
let stranger: string;

beforeAll(async () => {
  folder = await freshDataDir();
  program = await startProgram({ dataDir: folder.path });
  operator = await signInBy(program.operatorLink);
  stranger = await signInBy(program.memberLink);
  await run('import', fixture);
  await run('consent', 'grant', member, '--by', 'Olga', '--reason', 'said so at the branch');
  own = await signInAs(member);
}, 90_000);
afterAll(async () => {
  await program?.stop();
  await folder.remove();
});

const run = (...args: string[]) => runProgram(args, { dataDir: folder.path });

async function signInAs(memberId: string): Promise<string> {
  const { stdout } = await run('sign-in', '--member', memberId, '--json');
  return signInBy(JSON.parse(stdout).url.replace(/^https?:\/\/[^/]+/, program.url));
}

const get = (path: string, cookie: string): Promise<Response> =>
  fetch(program.url + path, { headers: { cookie } });

const post = (path: string, cookie: string, body: unknown): Promise<Response> =>
  fetch(program.url + path, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const shown = async (locale = 'en') =>
  recommendationsSchema.parse(
    await (await get(`/api/members/${member}/recommendations?locale=${locale}`, own)).json(),
  );

const traceByRoute = async () =>
  traceSchema.parse(await (await get(`/api/operator/members/${member}/trace`, operator)).json());

/** The trace by both ways at a moment when no film moved on between the two. */
async function traceWhileNothingMoves() {
  for (;;) {
    const answered = await traceByRoute();
    const { code, stdout } = await run('trace', member, '--json');
    expect(code).toBe(0);
    if (isDeepStrictEqual(answered, await traceByRoute())) return { answered, printed: JSON.parse(stdout) };
  }
}

const codeOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  problemSchema.parse(await response.json()).error.code,
];

test('a dismissed idea is not repeated; nobody speaks about what another was shown', async () => {
  const [first] = (await shown()).items;
  const said = (kind: string) => ({ recommendationId: first?.id, kind });
  expect(await codeOf(await post('/api/feedback', stranger, said('helpful')))).toEqual([
    403,
    'FOREIGN_RECOMMENDATION',
  ]);
  expect(await codeOf(await post('/api/feedback', own, { recommendationId: 'ffff', kind: 'saved' }))).toEqual(
    [404, 'UNKNOWN_RECOMMENDATION'],
  );
  expect((await post('/api/feedback', own, said('shrug'))).status).toBe(400);
  expect((await post('/api/feedback', own, said('dismissed'))).status).toBe(200);
  expect((await shown()).items.map(({ topic }) => topic)).not.toContain(first?.topic);
  expect((await post('/api/feedback', operator, said('saved'))).status).toBe(200);
  expect((await shown()).items.find(({ topic }) => topic === first?.topic)?.feedback).toBe('saved');
});

test('a flood of words waits, whoever shares the address does not, and consent can be taken back all the while', async () => {
  const said = { recommendationId: 'ffff', kind: 'saved' };
  const answers = await Promise.all(
    Array.from({ length: 130 }, async () => (await post('/api/feedback', stranger, said)).status),
  );
  expect([...new Set(answers)].sort()).toEqual([404, 429]);
  expect((await post('/api/feedback', own, said)).status).toBe(404);
  const path = '/api/members/sample-amara/consent';
  for (const action of ['revoke', 'grant']) {
    const flood = Array.from({ length: 70 }, async () => (await post(path, stranger, { action })).status);
    expect(new Set(await Promise.all(flood))).toEqual(new Set([200]));
  }
  const { history } = consentHistorySchema.parse(await (await get(path, stranger)).json());
  expect(history.map(({ action }) => action)).toEqual(['grant', 'revoke', 'grant']);
  expect((await post(path, stranger, { action: 'grant', scope: ['everything'] })).status).toBe(400);
});

test('in Spanish the same ideas have the same numbers behind them and the same disclosure', async () => {
  const [english, spanish] = [await shown('en'), await shown('es')];
  expect(spanish.locale).toBe('es');
  const numbers = ({ items }: typeof english) =>
    items.map(({ id, disclosure, evidence }) => [
      id,
      disclosure,
      evidence.map(({ label: _, ...number }) => number),
    ]);
  expect(numbers(spanish)).toEqual(numbers(english));
  expect(spanish.items[0]?.title).not.toBe(english.items[0]?.title);
  expect(spanish.items.filter(({ media }) => media !== null)).toHaveLength(3);
  expect((await get(`/api/members/${member}/recommendations?locale=fr`, own)).status).toBe(400);
});

test('a member reads what was said about their consent, and since when they have their persona', async () => {
  const consent = consentHistorySchema.parse(await (await get(`/api/members/${member}/consent`, own)).json());
  expect(consent).toMatchObject({
    status: 'granted',
    history: [{ action: 'grant', by: 'operator', name: 'Olga', scope: ['analysis'] }],
  });
  const profile = profileSchema.parse(await (await get(`/api/members/${member}/profile`, own)).json());
  expect(profile.personaHistory).toEqual([{ persona: 'high_utilization', from: profile.asOf }]);
});

test('an operator can answer why: trace by route and by command are one document', {
  timeout: 90_000,
}, async () => {
  const { answered, printed } = await traceWhileNothingMoves();
  expect(printed).toEqual(answered);
  const runId = String(answered.decisions.at(-1)?.facts['runId']);
  const one = JSON.parse((await run('trace', member, '--run', runId, '--json')).stdout);
  expect(one.decisions).toHaveLength(1);
  expect(one.decisions[0].detail).toMatchObject({ runId, cause: 'feedback', memberId: member });
  expect((await run('trace', member, '--run', 'none')).code).toBe(1);
  expect((await run('trace', 'nobody')).code).toBe(1);
});

test('rows that were put aside can be had as CSV, by route and by command', async () => {
  const rows = [{ date_transacted: '2026-10-01', amount: 'x', description: '=1+1', currency: 'USD' }];
  const account = { type: 'depository', subtype: 'checking', starting_balance: 5, transactions: rows };
  const file = join(folder.path, 'bad-row.json');
  await writeFile(file, JSON.stringify({ override_accounts: [account] }));
  const report = join(folder.path, 'report.csv');
  expect((await run('import', file, '--report', report)).code).toBe(0);
  const written = await readFile(report, 'utf8');
  expect(written).toMatch(/^"file","place","code","message"\r\n"bad-row.json","override_accounts\[0\]/);

  const list = importListSchema.parse(await (await get('/api/operator/imports', operator)).json());
  expect(list.imports[0]).toMatchObject({ fileName: 'bad-row.json', rowsQuarantined: 1, memberCount: 1 });
  const csv = await get(list.imports[0]?.quarantineUrl ?? '', operator);
  expect(csv.headers.get('content-type')).toContain('text/csv');
  expect(csv.headers.get('content-disposition')).toContain('attachment');
  expect(await csv.text()).toBe(written);
  expect((await get('/api/operator/imports/none/quarantine.csv', operator)).status).toBe(404);
});

test('an export comes as a file, by route and by command', async () => {
  const response = await get(`/api/members/${member}/export`, own);
  expect(response.headers.get('content-disposition')).toContain('attachment');
  expect(await response.json()).toMatchObject({
    format: 'spendsense-member-export/1',
    member: { memberId: member },
    bank: { memberId: member },
  });
  const out = join(folder.path, 'export.json');
  expect((await run('export', member, '--out', out, '--by', 'Olga')).code).toBe(0);
  expect(JSON.parse(await readFile(out, 'utf8')).decisions.at(-1)).toMatchObject({
    action: 'member_data_exported',
    actor: { role: 'operator', name: 'Olga' },
  });
  expect((await run('export', member)).code).toBe(2);
  expect((await run('export', 'nobody', '--out', out)).code).toBe(1);
});

test('erasing needs the member’s id repeated, ends their session, and leaves an unbroken log', async () => {
  const path = `/api/members/${member}/erase`;
  expect(await codeOf(await post(path, own, { confirm: 'yes' }))).toEqual([400, 'NOT_CONFIRMED']);
  expect(await codeOf(await post(path, operator, { confirm: member }))).toEqual([400, 'REASON_MISSING']);
  expect((await post(path, own, { confirm: member })).status).toBe(200);
  expect((await get('/api/session', own)).status).toBe(401);
  expect((await get(`/api/members/${member}/profile`, operator)).status).toBe(404);
  const { code, stdout } = await run('audit', 'verify', '--json');
  expect(code).toBe(0);
  const { kind, head } = JSON.parse(stdout);
  expect(kind).toBe('intact');
  const noted = `${head.position}:${head.hash}`;
  expect((await run('audit', 'verify', '--noted', noted)).code).toBe(0);
  expect((await run('audit', 'verify', '--noted', `${head.position}:${'0'.repeat(64)}`)).code).toBe(1);
  expect((await run('audit', 'verify', '--noted', 'nonsense')).code).toBe(2);
  const trace = JSON.parse((await run('trace', member, '--json')).stdout);
  expect(trace).toMatchObject({ isErased: true });
  expect(trace.decisions.every(({ detail }: { detail: unknown }) => detail === null)).toBe(true);
});

test('erasing from the command line needs a name and a reason that names nobody', async () => {
  expect((await run('erase', 'bad-row', '--by', 'Olga')).code).toBe(2);
  expect((await run('erase', 'bad-row', '--reason', 'asked')).code).toBe(2);
  const named = await run('erase', 'bad-row', '--by', 'Olga', '--reason', 'bad-row asked');
  expect(named.code).toBe(2);
  expect(named.stderr).toContain('names the member');
  const { code, stdout } = await run('erase', 'bad-row', '--by', 'Olga', '--reason', 'asked', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ erased: true, removedRows: { quarantined_rows: 1 } });
  expect((await run('erase', 'bad-row', '--by', 'Olga', '--reason', 'asked')).code).toBe(1);
});
