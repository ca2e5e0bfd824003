import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { changeConsent } from '../../members/change-consent.ts';
import { workFailed, wrongUsage } from './command-failure.ts';
import { printAnswer } from './print.ts';
import { withServices } from './with-services.ts';

type Options = { by?: string; reason?: string; json?: true };

export function registerConsentCommand(program: Command): void {
  const consent = program
    .command('consent')
    .description('Grant or revoke consent on a member’s behalf, with a reason, on the record.');
  for (const action of ['grant', 'revoke'] as const) {
    consent
      .command(action)
      .argument('<member>', 'the member’s id, as `import` printed it')
      .option('--by <name>', 'the operator who answers for it (default: the system account)')
      .option('--reason <text>', 'how or why the member said so; required')
      .option('--json', 'print one JSON document')
      .addHelpText(
        'after',
        `\nExample:\n  npx spendsense consent ${action} card-at-68-percent --by Olga --reason "said so at the branch"`,
      )
      .action((member: string, options: Options, command: Command) =>
        change(action, member, options, command),
      );
  }
}

async function change(
  action: 'grant' | 'revoke',
  memberId: string,
  { by, reason, json }: Options,
  command: Command,
): Promise<void> {
  if (!reason?.trim()) throw wrongUsage('--reason is missing: say how or why the member said so.');
  const actor = { role: 'operator', name: by ?? userInfo().username } as const;
  const outcome = await withServices(command, (services) =>
    changeConsent(services, { memberId, action, actor, reason }),
  );
  if (outcome.kind === 'unknown_member' || outcome.kind === 'reason_missing') {
    throw workFailed(
      `There is no member "${memberId}". \`npx spendsense import FILE\` prints the ids it found.`,
    );
  }
  const { status, since } = outcome.consent;
  const text = [
    outcome.kind === 'unchanged'
      ? `Consent of ${memberId} was ${status} already; nothing changed.`
      : `Consent of ${memberId} is ${status}, on the record as said by ${actor.name}.`,
    ...(status === 'granted' ? [`See what they are shown: npx spendsense recommend ${memberId}`] : []),
  ];
  printAnswer({ json: { memberId, outcome: outcome.kind, status, since }, text }, json === true);
}
