import { afterAll, beforeAll } from 'vitest';
import { accessSuite } from './e2e/access-suite.ts';
import { consentSuite } from './e2e/consent-suite.ts';
import { dashboardSuite } from './e2e/dashboard-suite.ts';
import { filmSuite } from './e2e/film-suite.ts';
import { type Bench, openBench } from './e2e/harness.ts';
import { operatorSuite } from './e2e/operator-suite.ts';
import { signInSuite } from './e2e/sign-in-suite.ts';
import { weightSuite } from './e2e/weight-suite.ts';

// The app as it is delivered, in a real browser, against the mock API. One build and one browser for all.
let opened: Bench | null = null;
const bench = (): Bench => {
  if (!opened) throw new TypeError('the bench is opened before the first test');
  return opened;
};

beforeAll(async () => {
  opened = await openBench();
});
afterAll(async () => {
  await opened?.close();
});

signInSuite(bench);
dashboardSuite(bench);
filmSuite(bench);
consentSuite(bench);
operatorSuite(bench);
accessSuite(bench);
weightSuite(bench);
