import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { homeOf, sessionQuery, useSignOut } from '../api/session.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { BrandMark } from './BrandMark.tsx';
import { IconButton } from './IconButton.tsx';
import { ThemeToggle } from './ThemeToggle.tsx';

/** Header, main landmark and footer around every page. */
export function AppShell({ children }: { children: ReactNode }) {
  const { texts } = useTexts();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only z-20 rounded-control bg-brand px-4 py-3 font-semibold text-on-brand focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {texts.shell.skip}
      </a>
      <Header />
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 pt-4 pb-16 sm:px-8">
        {children}
      </main>
      <footer className="mx-auto w-full max-w-6xl px-4 pb-10 text-sm text-soft sm:px-8">
        <p className="border-t border-line pt-6">{texts.shell.footer}</p>
      </footer>
    </div>
  );
}

function Header() {
  const { texts, language, switchLanguage } = useTexts();
  const { data: session } = useQuery(sessionQuery);
  const signOut = useSignOut();
  return (
    <header className="mx-auto flex w-full max-w-6xl items-center gap-1 px-4 py-4 sm:px-8">
      <Link
        to={session ? homeOf(session) : '/'}
        className="-ml-1 mr-auto flex min-h-11 items-center gap-2.5 rounded-control px-1 text-lg font-bold tracking-tight"
      >
        <BrandMark />
        {texts.product}
      </Link>
      <IconButton
        label={texts.shell.switchLanguage}
        lang={language === 'en' ? 'es' : 'en'}
        onClick={switchLanguage}
      >
        <span className="text-sm font-semibold">{language === 'en' ? 'ES' : 'EN'}</span>
      </IconButton>
      <ThemeToggle />
      {session && (
        <IconButton label={texts.shell.signOut} onClick={() => signOut.mutate()}>
          <LogOut aria-hidden="true" className="size-5" />
        </IconButton>
      )}
    </header>
  );
}
