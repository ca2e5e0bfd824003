// Scores the money engine against published cases: npm run score -- FOLDER
// The folder holds peer_signal_cases.json and tone_cases.json; neither is part of the project.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { checkTone } from '../src/guardrails/tone-rule.ts';
import { judgePeerCase, type PeerCase } from './score-peer-cases.ts';

const toneCaseSchema = z.object({ text: z.string(), acceptable: z.boolean() });
type ToneCase = z.infer<typeof toneCaseSchema>;
// What more a case must have depends on its kind, and is asked for when it is judged.
const peerCaseSchema = z.looseObject({
  id: z.string(),
  kind: z.string(),
  as_of: z.iso.date(),
  input: z.looseObject({}),
  expected: z.record(z.string(), z.unknown()),
});

/** The cases of a file, each with at least the fields that are read of it; null where there is no such file. */
function load<Case>(folder: string, name: string, caseSchema: z.ZodType<Case>): readonly Case[] | null {
  const path = join(folder, name);
  if (!existsSync(path)) return null;
  try {
    return z.object({ cases: z.array(caseSchema).min(1) }).parse(JSON.parse(readFileSync(path, 'utf8')))
      .cases;
  } catch (error) {
    const why =
      error instanceof z.ZodError
        ? error.issues.map((issue) => `${issue.path.join('.') || 'the top level'}: ${issue.message}`)[0]
        : String(error);
    console.error(`${path}: ${why}. Expected {"cases": […]}.`);
    process.exit(1);
  }
}

function scorePeers(cases: readonly PeerCase[]): boolean {
  const judged = cases.map((peer) => ({ id: peer.id, verdict: judgePeerCase(peer) }));
  for (const { id, verdict } of judged) {
    if (verdict.kind !== 'right') console.log(`  ${id}: ${verdict.kind}, ${verdict.why}`);
  }
  const count = (kind: string) => judged.filter(({ verdict }) => verdict.kind === kind).length;
  console.log(
    `peer cases: ${count('right')} of ${cases.length} right, ${count('refused')} refused by decision, ${count('wrong')} wrong`,
  );
  return count('wrong') === 0;
}

function scoreTone(cases: readonly ToneCase[]): boolean {
  const wrong = cases.filter(({ text, acceptable }) => (checkTone(text) === null) !== acceptable);
  for (const { text, acceptable } of wrong) {
    console.log(`  "${text}" is ${acceptable ? 'refused though it is fine' : 'let through'}`);
  }
  console.log(`tone: ${cases.length - wrong.length} of ${cases.length} judged as they are`);
  return wrong.length === 0;
}

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: npm run score -- FOLDER');
  process.exitCode = 2;
} else {
  const peers = load(folder, 'peer_signal_cases.json', peerCaseSchema);
  const tone = load(folder, 'tone_cases.json', toneCaseSchema);
  if (peers === null && tone === null) {
    console.error(`${folder}: neither peer_signal_cases.json nor tone_cases.json is there.`);
    process.exitCode = 1;
  } else {
    const isRight = [peers === null || scorePeers(peers), tone === null || scoreTone(tone)];
    if (isRight.includes(false)) process.exitCode = 1;
  }
}
