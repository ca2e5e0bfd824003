/** `npm test`: provisions what the tests run for real, then every runner. The last line adds them all up. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { provision } from './provision.ts';

type Count = { readonly passed: number; readonly failed: number };

const toInstall = provision();
if (toInstall.length > 0) {
  console.error(
    `The tests need these programs, and this account may not install them:\n  ${toInstall.join('\n  ')}`,
  );
  process.exit(1);
}

const checks = runChecks();
const tests = runVitest();
console.log(`${checks.passed + tests.passed} passed, ${checks.failed + tests.failed} failed`);
process.exitCode = checks.failed + tests.failed > 0 || tests.passed === 0 ? 1 : 0;

function runChecks(): Count {
  const { stdout } = spawnSync(process.execPath, ['scripts/check.ts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = stdout.trimEnd().split('\n');
  const total = /^(\d+) passed, (\d+) failed$/.exec(lines.at(-1) ?? '');
  console.log((total ? lines.slice(0, -1) : lines).join('\n'));
  return total ? { passed: Number(total[1]), failed: Number(total[2]) } : { passed: 0, failed: 1 };
}

/** A skipped test counts as failed: nobody would notice it otherwise. */
function runVitest(): Count {
  const folder = mkdtempSync(join(tmpdir(), 'spendsense-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  try {
    const { numPassedTests, numTotalTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = numTotalTests - numPassedTests;
    return {
      passed: numPassedTests,
      failed: failed === 0 && status !== 0 ? Math.max(1, numFailedTestSuites) : failed,
    };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
