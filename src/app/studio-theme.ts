import { ok, type Result, refused } from '../kernel/result.ts';
import type { Theme } from '../studio/theme.ts';
import { type Config, ConfigRefused } from './config.ts';

type ThemeSetting = Pick<Config, 'STUDIO_THEME'>;

/** The house's look for all that the studio draws for members; null where it is SpendSense's own. */
export async function readStudioTheme({
  STUDIO_THEME: path,
}: ThemeSetting): Promise<Result<Theme | null, string>> {
  if (path === null) return ok(null);
  // Reading letters loads the canvas, which who keeps the built-in look doesn't wait for.
  const { readThemeFile } = await import('../studio/theme-file.ts');
  const read = readThemeFile(path);
  return read.kind === 'ok' ? read : refused(`${path}: ${read.refusal}`);
}

/** The same; throws `ConfigRefused` with each wrong place of the file. */
export async function studioTheme(config: ThemeSetting): Promise<Theme | null> {
  const read = await readStudioTheme(config);
  if (read.kind === 'ok') return read.value;
  throw new ConfigRefused(
    `STUDIO_THEME: ${read.refusal}.\nCorrect the file (CONTRIBUTING.md lists every field), or leave the setting out: then films have SpendSense's own look.`,
  );
}
