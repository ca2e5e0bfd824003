import {
  createContext,
  type ReactNode,
  use,
  useContext,
  useEffect,
  useMemo,
  useState,
  useTransition,
} from 'react';
import type { Language } from '../format/quantity.ts';
import { en, type Texts } from './en.ts';

const LANGUAGE_KEY = 'spendsense.language';

type TextContext = {
  readonly texts: Texts;
  readonly language: Language;
  readonly switchLanguage: () => void;
};

const Context = createContext<TextContext>({ texts: en, language: 'en', switchLanguage: () => {} });

/** The page's words and number formats in the chosen language. */
export function useTexts(): TextContext {
  return useContext(Context);
}

/** Suspends while the words of a language other than English are on their way. */
export function TextProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [, startTransition] = useTransition();
  const texts = language === 'en' ? en : use(spanishTexts());

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const value = useMemo(() => {
    const switchLanguage = () => {
      const next = language === 'en' ? 'es' : 'en';
      remember(next);
      // The old words stay until the new ones are here.
      startTransition(() => setLanguage(next));
    };
    return { texts, language, switchLanguage };
  }, [texts, language]);

  return <Context value={value}>{children}</Context>;
}

let spanish: Promise<Texts> | null = null;

/** Words that can't be fetched are no reason to show nothing: English steps in. */
function spanishTexts(): Promise<Texts> {
  spanish ??= import('./es.ts').then(
    ({ es }) => es,
    () => en,
  );
  return spanish;
}

/** `first-paint.js` has already put the stored or the browser's language on the document. */
function firstLanguage(): Language {
  return document.documentElement.lang === 'es' ? 'es' : 'en';
}

function remember(language: Language): void {
  try {
    localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
