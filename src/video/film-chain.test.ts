import { expect, test } from 'vitest';
import { scriptedProvider } from '../../test/factories/film-world.ts';
import { lessons } from '../lessons/catalogue.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { type FilmChain, linksOf, needsShowApproval } from './film-chain.ts';
import type { ReviewStore, ReviewVerdict } from './review-port.ts';

const [lesson] = lessons as readonly [Lesson];
const acme = scriptedProvider('acme');
const zen = scriptedProvider('zen');
const wordless = scriptedProvider('wordless');
wordless.capabilities = { ...wordless.capabilities, locales: [] };

const links = async (
  verdicts: Readonly<Record<string, ReviewVerdict>>,
  {
    reviewPolicy = 'both',
    isInsistent = false,
    hadTheirTurn = [],
  }: {
    reviewPolicy?: FilmChain['reviewPolicy'];
    isInsistent?: boolean;
    hadTheirTurn?: readonly string[];
  } = {},
): Promise<readonly string[]> => {
  const reviews: ReviewStore = {
    spendVerdict: async ({ provider }) => verdicts[provider] ?? null,
    decide: () => Promise.reject(new TypeError('nobody decides here')),
  };
  const found: string[] = [];
  const wanted = { lesson, locale: 'en', isInsistent };
  const chain = { providers: [wordless, acme, zen], reviews, reviewPolicy };
  for await (const link of linksOf(chain, wanted, new Set(hadTheirTurn))) {
    if (link.kind === 'order') found.push(`order ${link.plan.provider}`);
    else if (link.kind === 'needs_approval') found.push(`ask about ${link.subject.provider}`);
    else found.push(link.reason.code);
  }
  return found;
};

test('providers are asked in their order; who can’t make the film is passed over with the reason', async () => {
  expect(await links({}, { reviewPolicy: 'none' })).toEqual(['LOCALE_NOT_SPOKEN', 'order acme', 'order zen']);
});

test('without a yes to its prompt nothing is ordered; a no passes it over, until a person insists', async () => {
  const verdicts = { acme: 'rejected', zen: 'approved' } as const;
  expect(await links({})).toEqual(['LOCALE_NOT_SPOKEN', 'ask about acme', 'ask about zen']);
  expect(await links(verdicts)).toEqual(['LOCALE_NOT_SPOKEN', 'PROMPT_REJECTED', 'order zen']);
  expect(await links(verdicts, { isInsistent: true })).toContain('ask about acme');
});

test('whoever had their turn isn’t asked again', async () => {
  expect(await links({}, { reviewPolicy: 'none', hadTheirTurn: ['acme', 'wordless'] })).toEqual([
    'order zen',
  ]);
});

test('only a provider’s film waits to be shown, and only where both gates are kept', () => {
  const studio = scriptedProvider('studio', 'K');
  const policies = ['both', 'spend', 'none'] as const;
  expect(policies.map((policy) => needsShowApproval(policy, acme))).toEqual([true, false, false]);
  expect(policies.map((policy) => needsShowApproval(policy, studio))).toEqual([false, false, false]);
});
