import { assert } from '../kernel/assert.ts';
import { parseShippedCatalogue } from './catalogue-file.ts';
import shipped from './video-catalogue.json' with { type: 'json' };
import type { VideoCatalogue } from './video-catalogue.ts';

const parsed = parseShippedCatalogue(shipped);
assert(parsed.kind === 'ok', 'the catalogue that comes with the product is well formed');

/** What was known on the day that the file names; held to the rules that an operator's file is held to. */
export const shippedCatalogue: VideoCatalogue = parsed.value;
