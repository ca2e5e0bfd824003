import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import OpenAI from 'openai';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registerVideosApiCommand } from './videos-api-command.ts';

type Started = {
  readonly child: ChildProcess;
  readonly answer: Record<string, string>;
  readonly out: string[];
};

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'videos-api-command-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

function run(...args: string[]): Promise<unknown> {
  const program = new Command('spendsense').option('--data-dir <folder>');
  registerVideosApiCommand(program);
  return program.parseAsync(['videos-api', '--data-dir', folder, ...args], { from: 'user' });
}

async function start(...args: string[]): Promise<Started> {
  const script = new URL('../../../test/videos-api-process.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, '--data-dir', folder, '--port', '0', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const out: string[] = [];
  if (!child.stdout) throw new TypeError('unreachable');
  for await (const line of createInterface({ input: child.stdout })) {
    out.push(line);
    if (line === '}') break;
  }
  return { child, answer: JSON.parse(out.join('\n')), out };
}

async function stop({ child }: Started, signal: 'SIGTERM' | 'SIGKILL'): Promise<unknown[]> {
  const ended = once(child, 'exit');
  child.kill(signal);
  return ended;
}

describe('videos-api', () => {
  test.each([
    ['--port', '70000'],
    ['--port', 'http'],
    ['--scenario', 'nothing.json'],
  ])('refuses %s %s as wrong usage, naming the option', async (option, value) => {
    await expect(run(option, value)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(option),
    });
  });

  test('refuses a wrong scenario as wrong usage, with file, place and what is allowed', async () => {
    const path = join(folder, 'wrong.json');
    writeFileSync(path, '{"timing":{"queued":5}}');
    await expect(run('--scenario', path)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/wrong\.json.*\n.*at timing: unknown "queued"; allowed are queuedMs,/),
    });
  });

  test('prints one JSON document, serves what the scenario says, and stops on SIGTERM with exit code 0', async () => {
    const path = join(folder, 'scenario.json');
    writeFileSync(path, JSON.stringify({ apiKeys: ['sk-own'], idempotency: 'K' }));
    const started = await start('--scenario', path);
    expect(Object.keys(started.answer)).toEqual(['baseUrl', 'controlUrl', 'purchaseLogPath', 'port']);
    const client = new OpenAI({ apiKey: 'sk-own', baseURL: started.answer['baseUrl'] ?? '' });
    expect((await client.videos.list()).data).toEqual([]);
    const taken = { exitCode: 1, message: expect.stringContaining('in use') };
    await expect(run('--port', '0')).rejects.toMatchObject(taken);
    const elsewhere = ['--data-dir', join(folder, 'other'), '--port', String(started.answer['port'])];
    await expect(run(...elsewhere)).rejects.toMatchObject(taken);
    expect(await stop(started, 'SIGTERM')).toEqual([0, null]);
  });

  test('killed in the middle of creates, it has every purchase that it told anybody of, each once', async () => {
    const first = await start();
    const client = new OpenAI({ apiKey: 'k', baseURL: first.answer['baseUrl'] ?? '', maxRetries: 0 });
    const told: string[] = [];
    const creates = Array.from({ length: 60 }, async () => {
      const video = await client.videos.create({ prompt: 'a calm sea' });
      told.push(video.id);
      if (told.length === 20) first.child.kill('SIGKILL');
    });
    await Promise.allSettled(creates);
    expect(told.length).toBeGreaterThanOrEqual(20);
    const second = await start();
    const again = new OpenAI({ apiKey: 'k', baseURL: second.answer['baseUrl'] ?? '' });
    const known: string[] = [];
    for await (const video of again.videos.list({ limit: 100 })) known.push(video.id);
    const logged = readFileSync(second.answer['purchaseLogPath'] ?? '', 'utf8')
      .trimEnd()
      .split('\n');
    expect(new Set(known).size).toBe(logged.length);
    for (const id of told) expect(known).toContain(id);
    await stop(second, 'SIGTERM');
  });
});
