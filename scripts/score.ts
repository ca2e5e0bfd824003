// Scores the money engine against published cases: npm run score -- FOLDER
// The folder holds peer_signal_cases.json and tone_cases.json; neither is part of the project.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkTone } from '../src/guardrails/tone-rule.ts';
import { judgePeerCase, type PeerCase } from './score-peer-cases.ts';

type ToneCase = { readonly text: string; readonly acceptable: boolean };

function load<Case>(folder: string, name: string): readonly Case[] | null {
  const path = join(folder, name);
  return existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { cases: readonly Case[] }).cases
    : null;
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
  const peers = load<PeerCase>(folder, 'peer_signal_cases.json');
  const tone = load<ToneCase>(folder, 'tone_cases.json');
  if (peers === null && tone === null) {
    console.error(`${folder}: neither peer_signal_cases.json nor tone_cases.json is there.`);
    process.exitCode = 1;
  } else {
    const isRight = [peers === null || scorePeers(peers), tone === null || scoreTone(tone)];
    if (isRight.includes(false)) process.exitCode = 1;
  }
}
