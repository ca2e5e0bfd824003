/** Writes the README's table of settings from the settings themselves: `npx node scripts/readme-settings.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { settings } from '../src/app/settings.ts';

export function settingsTable(): string {
  const rows = Object.entries(settings).map(
    ([name, { unit, defaultText, sentence }]) => `| \`${name}\` | ${unit} | ${defaultText} | ${sentence} |`,
  );
  return ['| variable | unit | default | what it does |', '|---|---|---|---|', ...rows].join('\n');
}

if (import.meta.main) {
  const path = new URL('../README.md', import.meta.url);
  const readme = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    readme.replace(
      /<!-- settings -->.*<!-- \/settings -->/s,
      () => `<!-- settings -->\n${settingsTable()}\n<!-- /settings -->`,
    ),
  );
}
