import type { z } from 'zod';
import { settings } from './settings.ts';

type Settings = typeof settings;
type SettingName = keyof Settings;

/** The configuration as the program uses it: every variable present, parsed, in its own unit. */
export type Config = { readonly [Name in SettingName]: z.infer<Settings[Name]['schema']> };

/** Stops the start: which variables are wrong, what was found, what is allowed. */
export class ConfigRefused extends Error {
  override readonly name = 'ConfigRefused';
}

/** These hold secrets: a message never repeats their value. */
const secretSettings: ReadonlySet<string> = new Set<SettingName>([
  'SESSION_SECRET',
  'DATABASE_URL',
  'REDIS_URL',
  'METRICS_TOKEN',
  'SORA_API_KEY',
  'GEMINI_API_KEY',
  'MINIMAX_API_KEY',
  'RUNWAYML_API_SECRET',
]);

/**
 * Environment → configuration. An empty variable counts as absent.
 * Throws `ConfigRefused` that names every wrong variable at once.
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const complaints: string[] = [];
  const entries = Object.entries(settings).map(([name, one]) => {
    const found = environment[name] === '' ? undefined : environment[name];
    const parsed = one.schema.safeParse(found);
    if (parsed.success) return [name, parsed.data];
    const allowed = parsed.error.issues.map((issue) => issue.message).join('; ');
    const shown = secretSettings.has(name) ? 'a value that is not shown here' : JSON.stringify(found);
    complaints.push(`${name}: found ${shown}, allowed is: ${allowed}.`);
    return [name, undefined];
  });
  if (complaints.length > 0) throw new ConfigRefused(complaints.join('\n'));
  return Object.fromEntries(entries) as Config;
}

/** The one place that reads the environment. */
export function configFromEnvironment(overrides: Readonly<Record<string, string | undefined>> = {}): Config {
  const given = Object.entries(overrides).filter(([, value]) => value !== undefined);
  return parseConfig({ ...process.env, ...Object.fromEntries(given) });
}
