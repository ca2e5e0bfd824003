import { Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTexts } from '../text/TextProvider.tsx';
import { IconButton } from './IconButton.tsx';

const THEME_KEY = 'spendsense.theme';
const darkPreference = window.matchMedia('(prefers-color-scheme: dark)');

/** Follows the system until the person chooses; the choice is kept in this browser. */
export function ThemeToggle() {
  const { texts } = useTexts();
  const isDark = useSyncExternalStore(subscribe, isDarkNow);
  const choose = () => {
    const theme = isDark ? 'light' : 'dark';
    document.documentElement.dataset['theme'] = theme;
    try {
      localStorage.setItem(THEME_KEY, theme);
    } catch {
      // Storage may be forbidden; the choice then lasts as long as the page.
    }
  };
  return (
    <IconButton label={isDark ? texts.shell.toLight : texts.shell.toDark} onClick={choose}>
      {isDark ? (
        <Sun aria-hidden="true" className="size-5" />
      ) : (
        <Moon aria-hidden="true" className="size-5" />
      )}
    </IconButton>
  );
}

function isDarkNow(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen ? chosen === 'dark' : darkPreference.matches;
}

function subscribe(onChange: () => void): () => void {
  darkPreference.addEventListener('change', onChange);
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    darkPreference.removeEventListener('change', onChange);
    observer.disconnect();
  };
}
