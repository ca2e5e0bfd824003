import { Check } from 'lucide-react';
import type { Profile } from '../../src/http/contract.ts';
import { metCriteria } from '../format/criterion-words.ts';
import { formatDay } from '../format/quantity.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { PageTitle } from './PageTitle.tsx';

/** Greeting, the persona in friendly words, and the criteria it rests on. */
export function PersonaIntro({ profile }: { profile: Profile }) {
  const { texts, language } = useTexts();
  const words = personaWords(texts.personas, profile.persona);
  const reasons = metCriteria(profile, texts.criteria, language);
  return (
    <header>
      <p className="text-lg text-soft">{texts.dashboard.hello(profile.displayName)}</p>
      <PageTitle documentTitle={texts.dashboard.title} className="mt-2 lg:text-5xl">
        {words.title}
      </PageTitle>
      <p className="mt-4 text-lg text-soft">{words.body}</p>
      {reasons.length > 0 && (
        <section aria-labelledby="why-title" className="mt-6">
          <h2 id="why-title" className="text-sm font-semibold text-soft">
            {texts.dashboard.why}
          </h2>
          <ul className="mt-2 space-y-2">
            {reasons.map((reason) => (
              <li key={reason} className="flex gap-2.5">
                <Check aria-hidden="true" className="mt-1 size-4.5 shrink-0 text-brand" />
                <span>{reason}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className="mt-4 text-sm text-soft">
        {profile.asOf && texts.dashboard.asOf(formatDay(profile.asOf, language))}{' '}
        {profile.persona30d &&
          profile.persona30d !== profile.persona &&
          texts.dashboard.last30(personaWords(texts.personas, profile.persona30d).name)}
      </p>
    </header>
  );
}

type PersonaWords = { readonly name: string; readonly title: string; readonly body: string };

/** A persona this page doesn't know yet reads as the gentle default rather than as a code. */
export function personaWords(
  personas: Readonly<Record<string, PersonaWords>>,
  persona: string | null,
): PersonaWords {
  const words = personas[persona ?? 'general'] ?? personas['general'];
  return words ?? { name: '', title: '', body: '' };
}
