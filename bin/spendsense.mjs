#!/usr/bin/env node
// Started outside npm this file runs on the system's Node, which may be too old to run TypeScript.
// Then the Node that npm installed beside the project takes over, with the same arguments. Until then nothing may be
// used that Node 20 lacks, not even as the name of an import.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { fileURLToPath } from 'node:url';

const oldestMajor = 24;
const bundledNode = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));

// glibc otherwise gives each render thread heaps of its own, and keeps what films of another size have left in them: all
// twenty films would take half as much again. It looks only once, so a process that is going to render begins anew
// under the same number, which costs 40 ms. Each render thread has a young generation too: a small one is enough.
const fewHeaps = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '262144',
  MALLOC_TRIM_THRESHOLD_: '262144',
  ...process.env,
};
const smallYoungGeneration = '--max-semi-space-size=4';
const willRender = ['start', 'worker', 'lesson'].includes(process.argv[2] ?? '');
const hasManyHeaps = process.platform === 'linux' && process.env.MALLOC_ARENA_MAX === undefined;

if (Number(process.versions.node.split('.')[0]) >= oldestMajor) {
  if (willRender && hasManyHeaps && !process.connected && process.execve) {
    process.execve(
      process.execPath,
      [process.execPath, ...process.execArgv, smallYoungGeneration, ...process.argv.slice(1)],
      fewHeaps,
    );
  }
  // Stripping types and compiling some hundred files takes half a second each time; the second time it doesn't.
  module.enableCompileCache();
  await import('../src/app/cli.ts');
} else if (existsSync(bundledNode)) {
  const options = willRender ? [smallYoungGeneration] : [];
  const child = spawn(bundledNode, [...options, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: fewHeaps,
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = signal ? 1 : (code ?? 1);
  });
} else {
  console.error(
    `spendsense needs Node ${oldestMajor} or newer; this is ${process.versions.node}. Run "npm ci" in the project's folder: it brings one.`,
  );
  process.exitCode = 1;
}
