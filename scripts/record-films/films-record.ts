import type { FilmLogEntry } from '../../src/members/film-log-port.ts';

/** A film that was ordered: what the trace says of it, who let it through, and what its server says. */
export type RecordedFilm = Omit<FilmLogEntry, 'at'> & {
  /** ISO, as `trace --json` has it. */
  readonly at: string;
  /** The gates that a person opened, in their order. */
  readonly gates: readonly string[];
  /** From the order's arrival at the server to its end there; null where it didn't end. */
  readonly providerMs: number | null;
  /** Why what serves its lesson serves it. */
  readonly why: string;
};

export type FilmsRecord = {
  readonly memberCount: number;
  /** Oldest first. */
  readonly films: readonly RecordedFilm[];
  readonly spentMicroUsd: number;
  /** By the server's own count. */
  readonly soldCount: number;
  /** Whether `video reconcile` had nothing left to explain. */
  readonly isReconciled: boolean;
};

const MICRO_USD = 1_000_000;
const HEADINGS = [
  'ordered',
  'lesson',
  'provider',
  'model',
  'gates opened',
  'length',
  'size',
  'at the server',
  'seen after',
  'cost',
  'outcome',
  'served because',
];

/** The page, as Markdown. */
export function filmsRecord({
  memberCount,
  films,
  spentMicroUsd,
  soldCount,
  isReconciled,
}: FilmsRecord): string {
  const rows = [HEADINGS, HEADINGS.map(() => '---'), ...films.map(rowOf)];
  return [
    '# Films ordered of a provider: a record',
    '',
    `Written by \`npm run record-films\`: the first three lessons of ${memberCount} sample members, asked for by their pages under \`spendsense start\`, ordered of \`sora\` at a local \`videos-api\` (class L, prices of the last day of OpenAI’s own), judged, brought into form and published by the pipeline. A lesson that two members share is bought once.`,
    '',
    'Both gates were shut (`REVIEW=both`) and opened by `video approve ID --by NAME`: the prompt before money was set aside, the film before anybody saw it. Until then the studio’s film served.',
    '',
    '- **At the server**: from the order’s arrival to the film’s end there. The server draws one film at a time: of many orders at once the last wait for the others.',
    '- **Seen after**: from when the provider’s yes was written down to the look that found the film done. It is looked for every two seconds at first, later after a further quarter of the time gone by. Server, worker and commands share one machine.',
    '',
    table(rows),
    '',
    `The ledger says ${dollars(spentMicroUsd)} (nothing was paid); the server counts ${soldCount} sold for ${films.length} orders; \`video reconcile\` ${isReconciled ? 'had nothing left to explain' : 'left something to explain'}.`,
    '',
  ].join('\n');
}

function rowOf(film: RecordedFilm): readonly string[] {
  return [
    film.at,
    `${film.persona}/${film.topic}`,
    film.provider,
    film.model,
    film.gates.join(', ') || 'none',
    seconds(film.filmMs),
    film.sizeBytes === null ? '' : `${Math.round(film.sizeBytes / 1000)} kB`,
    seconds(film.providerMs),
    seconds(film.generationMs),
    film.costMicroUsd === null ? 'unknown' : dollars(film.costMicroUsd),
    film.failure === null ? film.status : `${film.status}: ${film.failure.code}`,
    film.why,
  ];
}

const table = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const seconds = (ms: number | null): string => (ms === null ? '' : `${(ms / 1000).toFixed(1)} s`);
const dollars = (microUsd: number): string => `$${(microUsd / MICRO_USD).toFixed(2)}`;
