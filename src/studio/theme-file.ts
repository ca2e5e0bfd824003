import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { ok, type Result, refused } from '../kernel/result.ts';
import { isColor } from './color.ts';
import { contrastsOf, darkTheme, lightTheme, type Theme } from './theme.ts';
import { loadFont } from './theme-font.ts';

const color = z.string().refine(isColor, 'a colour is written #rrggbb');
const pixels = (least: number, most: number) => z.number().min(least).max(most).optional();
const milliseconds = (most: number) => z.number().min(0).max(most).optional();

/** Every entry may be left out: then the built-in theme's stands. */
const paletteSchema = z
  .strictObject({
    ground: z.tuple([color, color]),
    surface: color,
    line: color,
    track: color,
    ink: color,
    inkQuiet: color,
    brand: color,
    brandDeep: color,
    brandSoft: color,
    accent: color,
    accentSoft: color,
    onBrand: color,
    onAccent: color,
    good: color,
    goodDeep: color,
    warn: color,
    bad: color,
    badDeep: color,
    gold: color,
    goldSoft: color,
    goldDeep: color,
    onGold: color,
    shadow: color,
  })
  .partial();

const fontSchema = z.strictObject({
  family: z
    .string()
    .regex(/^[\w][\w -]{0,59}$/, 'a family is named with letters, digits, spaces and hyphens'),
  files: z.strictObject({ 500: z.string().min(1), 600: z.string().min(1), 700: z.string().min(1) }),
});

/** Beyond these bounds words leave their places or can't be read. */
const typeSchema = z.strictObject({
  font: fontSchema.optional(),
  labelPx: pixels(36, 56),
  linePx: pixels(44, 64),
  lineHeight: z.number().min(1.05).max(1.2).optional(),
  numberScale: z.number().min(0.8).max(1.1).optional(),
});

/** A curve that left 0 to 1 would count past a number's last value. */
const curve = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .refine((points) => points.every((point) => point >= 0 && point <= 1), 'each of the four is from 0 to 1')
  .optional();

const motionSchema = z.strictObject({
  curves: z.strictObject({ out: curve, inOut: curve, in: curve }).optional(),
  overshootRatio: z.number().min(0).max(0.06).optional(),
  entranceMs: milliseconds(800),
  exitMs: milliseconds(500),
  emphasisMs: milliseconds(500),
});

const spacingSchema = z.strictObject({
  marginPx: z
    .strictObject({ landscape: pixels(40, 96), portrait: pixels(32, 56), infographic: pixels(24, 72) })
    .optional(),
  gutterPx: pixels(24, 72),
  rowPx: pixels(54, 84),
});

const themeFileSchema = z.strictObject({
  name: z.string().min(1).max(40),
  mode: z.enum(['light', 'dark']).default('light'),
  palette: paletteSchema.default({}),
  type: typeSchema.default({}),
  motion: motionSchema.default({}),
  spacing: spacingSchema.default({}),
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

/** A theme file on the disk → theme, or one sentence for each thing that is wrong, with its place. */
export function readThemeFile(path: string): Result<Theme, string> {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    return refused(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseThemeFile(content, dirname(path));
}

/** The same for its text; `folder` is where its paths count from. */
export function parseThemeFile(content: string, folder: string): Result<Theme, string> {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    return refused(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = themeFileSchema.safeParse(json, { reportInput: true });
  if (!parsed.success) return refused(parsed.error.issues.map(faultOf).join('; '));
  const { name, mode, palette, type, motion, spacing, logo } = parsed.data;
  const base = mode === 'dark' ? darkTheme : lightTheme;
  const { font: ownFont, ...sizes } = type;
  const font = ownFont ? loadFont(ownFont.family, ownFont.files, folder) : ok(base.type.font);
  if (font.kind === 'refused') return font;
  const theme: Theme = {
    name,
    mode,
    palette: over(base.palette, palette),
    type: { ...over(base.type, sizes), font: font.value },
    motion: over(base.motion, motion),
    spacing: over(base.spacing, spacing),
    logo,
  };
  const faint = contrastsOf(theme.palette).filter((pair) => !pair.isEnough);
  return faint.length === 0 ? ok(theme) : refused(faint.map(faintness).join('; '));
}

function faultOf({ path, message, code, input }: z.core.$ZodIssue): string {
  const isUnknown = code === 'unrecognized_keys';
  const found = JSON.stringify(input)?.slice(0, 60) ?? 'nothing';
  const more = isUnknown ? 'CONTRIBUTING.md lists every field' : `found ${found}`;
  return `${path.join('.') || 'file'}: ${message} (${more})`;
}

function faintness({ color, on, ratio, ratioMin }: ReturnType<typeof contrastsOf>[number]): string {
  return `palette.${color} on palette.${on} has a contrast of ${ratio.toFixed(2)}; it needs ${ratioMin}`;
}

/** The given entries over the built-in ones, group by group: an absent one must not blank out what is built in. */
function over<Values extends object>(base: Values, given: object): Values {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  const isGroup = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
  const taken = entries.map(([key, value]) => [
    key,
    isGroup(value) ? over(base[key as keyof Values] as object, value) : value,
  ]);
  return { ...base, ...Object.fromEntries(taken) };
}
