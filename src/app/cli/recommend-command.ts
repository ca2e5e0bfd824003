import type { Command } from 'commander';
import type { Recommendations } from '../../http/contract.ts';
import { presentRecommendations } from '../../http/present-member.ts';
import { memberViewToday } from '../../members/member-view.ts';
import { topLessons } from '../../members/top-lessons.ts';
import { mediaStatuses } from '../../video/media-status.ts';
import type { Services } from '../services.ts';
import { workFailed } from './command-failure.ts';
import { printAnswer } from './print.ts';
import { withServices } from './with-services.ts';

export function registerRecommendCommand(program: Command): void {
  program
    .command('recommend')
    .description('What a member is shown now, with the state of each film.')
    .argument('<member>', 'the member’s id')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  npx spendsense recommend sample-maya --json')
    .action(async (memberId: string, options: { json?: true }, command: Command) => {
      const shown = await withServices(command, (services) => recommendationsOf(services, memberId));
      if (!shown) throw workFailed(`There is no member "${memberId}". \`import\` prints the ids it found.`);
      printAnswer({ json: shown, text: recommendationLines(shown) }, options.json === true);
    });
}

async function recommendationsOf(services: Services, memberId: string): Promise<Recommendations | null> {
  const view = await memberViewToday(services, memberId);
  if (!view) return null;
  const lessons = view.run ? topLessons(view.run) : [];
  const statuses = await mediaStatuses(
    services,
    lessons.map((one) => ({ ...one, locale: 'en' })),
  );
  const media = new Map(lessons.map((one, index) => [one.recommendationId, statuses[index] ?? null]));
  return presentRecommendations(view, media);
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
