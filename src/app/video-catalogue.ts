import { readFileSync } from 'node:fs';
import { parseOperatorCatalogue } from '../budget/catalogue-file.ts';
import { shippedCatalogue } from '../budget/shipped-catalogue.ts';
import type { VideoCatalogue } from '../budget/video-catalogue.ts';
import { type Config, ConfigRefused } from './config.ts';

/**
 * The shipped prices, and over them the operator's file. Throws `ConfigRefused` that names each wrong place of
 * the file.
 */
export function videoCatalogue({
  VIDEO_PRICES_FILE: path,
}: Pick<Config, 'VIDEO_PRICES_FILE'>): VideoCatalogue {
  if (path === null) return shippedCatalogue;
  const parsed = parseOperatorCatalogue(textOf(path), shippedCatalogue);
  if (parsed.kind === 'ok') return parsed.value;
  const places = parsed.refusal.map((place) => `  ${place}`).join('\n');
  throw new ConfigRefused(
    `VIDEO_PRICES_FILE: ${path} can't be used:\n${places}\nCorrect these places; docs/providers.md shows a whole file.`,
  );
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigRefused(`VIDEO_PRICES_FILE: ${reason}. Name a file that can be read, or leave it out.`);
  }
}
