import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type MockServer, startMockServer } from '../mock/mock-server.ts';

const appFolder = fileURLToPath(new URL('..', import.meta.url));
const viteCommand = join(createRequire(import.meta.url).resolve('vite/package.json'), '../bin/vite.js');
const CHROMIUM = '/usr/bin/chromium';
const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Bench = {
  readonly browser: Browser;
  /** The built app. */
  readonly folder: string;
  close(): Promise<void>;
};

/** Opens the bench before a file's tests and closes it after them. */
export function openedBench(): () => Bench {
  let bench: Bench | null = null;
  beforeAll(async () => {
    bench = await openBench();
  });
  afterAll(async () => {
    await bench?.close();
  });
  return () => {
    if (!bench) throw new TypeError('the bench is open inside tests only');
    return bench;
  };
}

/** The app, built as it is delivered, and a browser. */
async function openBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'spendsense-web-'));
  // A process of its own: the test runner's NODE_ENV would put React's development build into the app.
  await promisify(execFile)(process.execPath, [viteCommand, 'build', appFolder, '--outDir', folder], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: flags });
  return {
    browser,
    folder,
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type VisitOptions = {
  /** A member's id or `operator`; nobody is signed in without it. */
  readonly who?: string;
  readonly path?: string;
  readonly widthPx?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: string;
  /** The visitor asked their system for less motion. */
  readonly isStill?: boolean;
  /** Changes the mock before the page asks anything. */
  readonly prepare?: (mock: MockServer) => void;
};

export type Visit = {
  readonly page: Page;
  readonly mock: MockServer;
  /** What the browser complained about: errors, refused resources, breaches of the content policy. */
  readonly complaints: string[];
  [Symbol.asyncDispose](): Promise<void>;
};

/** A fresh mock, a fresh browser context, and the page opened through a sign-in link where somebody is named. */
export async function visit(bench: Bench, options: VisitOptions = {}): Promise<Visit> {
  const mock = await startMockServer({ folder: bench.folder });
  options.prepare?.(mock);
  const context = await bench.browser.newContext({
    viewport: { width: options.widthPx ?? 390, height: 844 },
    colorScheme: options.colorScheme ?? 'light',
    locale: options.locale ?? 'en-US',
    reducedMotion: options.isStill ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  const complaints = listenForComplaints(page);
  await arrive(context, page, mock, options);
  return {
    page,
    mock,
    complaints,
    async [Symbol.asyncDispose]() {
      await context.close();
      await mock.close();
    },
  };
}

async function arrive(context: BrowserContext, page: Page, mock: MockServer, options: VisitOptions) {
  if (options.who !== undefined) {
    await context.addCookies([{ name: 'mock_session', value: options.who, url: mock.url }]);
  }
  await page.goto(mock.url + (options.path ?? '/'));
}

function listenForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused API call is also logged by the browser; the tests that provoke one look at the page.
    const isExpected = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isExpected) complaints.push(message.text());
  });
  return complaints;
}
