import { Terminal } from 'lucide-react';
import { PageTitle } from '../components/PageTitle.tsx';
import { useTexts } from '../text/TextProvider.tsx';

/** Shown where nobody is signed in: how to get in. */
export function SignInPage() {
  const { texts } = useTexts();
  return (
    <div className="arrive mx-auto max-w-xl pt-8 sm:pt-16">
      <PageTitle documentTitle={texts.signIn.title}>{texts.signIn.title}</PageTitle>
      <p className="mt-4 text-lg text-soft">{texts.signIn.lead}</p>
      <HowToGetIn />
    </div>
  );
}

/** The steps to a sign-in link; shown again where a link was spent. */
export function HowToGetIn() {
  const { texts } = useTexts();
  return (
    <section className="mt-8 rounded-card border border-line bg-surface p-6 shadow-card sm:p-8">
      <h2 className="flex items-center gap-3 text-lg font-bold">
        <Terminal aria-hidden="true" className="text-brand" />
        {texts.signIn.howTitle}
      </h2>
      <ol className="mt-4 space-y-4">
        {texts.signIn.steps.map((step, index) => (
          <li key={step} className="flex gap-4">
            <span
              aria-hidden="true"
              className="figures flex size-8 shrink-0 items-center justify-center rounded-full bg-brand-wash font-bold text-brand"
            >
              {index + 1}
            </span>
            <span className="pt-0.5">{step}</span>
          </li>
        ))}
      </ol>
      <p className="mt-5 border-t border-line pt-5 text-sm text-soft">{texts.signIn.bank}</p>
    </section>
  );
}
