import { z } from 'zod';
import { ok, type Result, refused } from '../kernel/result.ts';
import { isColor } from './color.ts';
import { contrastsOf, darkTheme, lightTheme, type Palette, type Theme } from './theme.ts';

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
  type: z
    .strictObject({
      labelPx: z.number().min(36).max(56).optional(),
      linePx: z.number().min(44).max(64).optional(),
      numberScale: z.number().min(0.8).max(1.1).optional(),
    })
    .default({}),
  motion: z.strictObject({ entranceMs: z.number().min(300).max(700).optional() }).default({}),
  logo: z
    .strictObject({
      d: z
        .string()
        .max(20_000)
        .regex(/^[MLCQZ0-9 .,-]+$/, 'path data uses absolute M, L, C, Q and Z only'),
      width: z.number().positive(),
      height: z.number().positive(),
      color,
    })
    .nullable()
    .default(null),
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
  const { data } = parsed;
  const base = data.mode === 'dark' ? darkTheme : lightTheme;
  const palette: Palette = { ...base.palette, ...given(data.palette) };
  const faint = contrastsOf(palette).filter((pair) => !pair.isEnough);
  if (faint.length > 0) {
    return refused(
      faint
        .map(
          ({ text, on, ratio, ratioMin }) =>
            `palette.${text} on palette.${on} has a contrast of ${ratio.toFixed(2)}; it needs ${ratioMin}`,
        )
        .join('; '),
    );
  }
  return ok({
    name: data.name,
    mode: data.mode,
    palette,
    type: { ...base.type, ...given(data.type) },
    motion: { ...base.motion, ...given(data.motion) },
    logo: data.logo,
  });
}

/** Only the entries that were given: an absent one must not blank out the built-in value. */
function given<Value extends object>(
  values: Value,
): { [Key in keyof Value]: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
