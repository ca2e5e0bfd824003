import { z } from 'zod';
import { ok, type Result, refused } from '../kernel/result.ts';
import { isColor } from './color.ts';
import { darkTheme, lightTheme, type Palette, type Theme } from './theme.ts';

const color = z.string().refine(isColor, 'a colour is written #rrggbb');

/** Every colour may be left out: then the built-in theme's stands. */
const paletteSchema = z.strictObject({
  ground: z.tuple([color, color]).optional(),
  surface: color.optional(),
  line: color.optional(),
  track: color.optional(),
  ink: color.optional(),
  inkQuiet: color.optional(),
  brand: color.optional(),
  brandDeep: color.optional(),
  brandSoft: color.optional(),
  accent: color.optional(),
  accentSoft: color.optional(),
  onBrand: color.optional(),
  good: color.optional(),
  warn: color.optional(),
  bad: color.optional(),
  gold: color.optional(),
  shadow: color.optional(),
});

const themeFileSchema = z.strictObject({
  name: z.string().min(1).max(40),
  mode: z.enum(['light', 'dark']).default('light'),
  palette: paletteSchema.default({}),
});

/** Text of a theme file → theme, or one sentence for each thing that is wrong, with its place. */
export function parseThemeFile(content: string): Result<Theme, string> {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    return refused(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = themeFileSchema.safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'file'}: ${issue.message}`);
    return refused(faults.join('; '));
  }
  const base = parsed.data.mode === 'dark' ? darkTheme : lightTheme;
  const own = Object.entries(parsed.data.palette).filter(([, value]) => value !== undefined);
  const palette: Palette = { ...base.palette, ...Object.fromEntries(own) };
  return ok({ name: parsed.data.name, mode: parsed.data.mode, palette });
}
