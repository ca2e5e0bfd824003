import { Moon, Sun } from 'lucide-react';
import { useTexts } from '../text/TextProvider.tsx';
import { IconButton } from './IconButton.tsx';
import { useIsDark } from './use-is-dark.ts';

const THEME_KEY = 'spendsense.theme';

/** Follows the system until the person chooses; the choice is kept in this browser. */
export function ThemeToggle() {
  const { texts } = useTexts();
  const isDark = useIsDark();
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
