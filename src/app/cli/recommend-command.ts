import type { Command } from 'commander';
import type { Recommendations } from '../../http/contract.ts';
import { presentMedia } from '../../http/present-media.ts';
import { presentRecommendations } from '../../http/present-member.ts';
import { shownRecommendations } from '../../members/shown-recommendations.ts';
import { type RecommendationLocale, recommendationLocales } from '../../recommendations/render-rationale.ts';
import { mediaStatuses } from '../../video/media-status.ts';
import type { Services } from '../services.ts';
import { workFailed, wrongUsage } from './command-failure.ts';
import { printAnswer } from './print.ts';
import { withServices } from './with-services.ts';

export function registerRecommendCommand(program: Command): void {
  program
    .command('recommend')
    .description('What a member is shown now, with the state of each film.')
    .argument('<member>', 'the member’s id')
    .option('--locale <locale>', 'en or es', 'en')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  npx spendsense recommend sample-maya --json')
    .action(async (memberId: string, options: { locale: string; json?: true }, command: Command) => {
      const locale = parseLocale(options.locale);
      const shown = await withServices(command, (services) => recommendationsOf(services, memberId, locale));
      if (!shown) throw workFailed(`There is no member "${memberId}". \`import\` prints the ids it found.`);
      printAnswer({ json: shown, text: recommendationLines(shown) }, options.json === true);
    });
}

async function recommendationsOf(
  services: Services,
  memberId: string,
  locale: RecommendationLocale,
): Promise<Recommendations | null> {
  const shown = await shownRecommendations(services, memberId, locale);
  if (!shown) return null;
  const statuses = await mediaStatuses(services, shown.lessons);
  const media = new Map(
    shown.lessons.map(({ recommendationId }, index) => {
      const status = statuses[index];
      return [recommendationId, status ? presentMedia(status) : null];
    }),
  );
  return presentRecommendations(shown.view, { ...shown, media });
}

function parseLocale(text: string): RecommendationLocale {
  const locale = recommendationLocales.find((one) => one === text);
  if (!locale)
    throw wrongUsage(`--locale: found "${text}", allowed are ${recommendationLocales.join(', ')}.`);
  return locale;
}

function recommendationLines(shown: Recommendations): readonly string[] {
  if (shown.state === 'no_consent') {
    return [
      `${shown.memberId} has not agreed (or took it back), so nothing was analysed and nothing is shown.`,
      `  npx spendsense consent grant ${shown.memberId} --by YOUR-NAME --reason "how they agreed"`,
    ];
  }
  return [
    `${shown.memberId}: ${shown.persona ?? 'not analysed yet'}, as of ${shown.asOf ?? 'never'}`,
    ...shown.items.flatMap((item, index) => [
      '',
      `${index + 1}. ${item.title}${item.kind === 'offer' ? ' (partner offer)' : ''}`,
      `   ${item.rationale}`,
      ...(item.media ? [`   film: ${item.media.url ?? item.media.status}`] : []),
    ]),
    ...(shown.items[0] ? ['', shown.items[0].disclosure] : []),
  ];
}
