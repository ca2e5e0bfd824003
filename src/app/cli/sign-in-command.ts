import type { Command } from 'commander';
import type { Caller } from '../../identity/authorize.ts';
import { publicUrlOf } from '../public-url.ts';
import { workFailed, wrongUsage } from './command-failure.ts';
import { printAnswer } from './print.ts';
import { configOf, withServices } from './with-services.ts';

type Options = { member?: string; operator?: string; port?: string; json?: true };

export function registerSignInCommand(program: Command): void {
  program
    .command('sign-in')
    .description('Print a sign-in link that works once, for a member or for an operator.')
    .option('--member <id>', 'the member to sign in as')
    .option('--operator <name>', 'the operator to sign in as')
    .option('--port <port>', 'where the server listens, as it was given to start (default: 3000)')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  npx spendsense sign-in --operator Olga')
    .action(async (options: Options, command: Command) => {
      const { member, operator } = options;
      if ((member === undefined) === (operator === undefined)) {
        throw wrongUsage('Say either --member ID or --operator NAME.');
      }
      const config = configOf(command, { PORT: options.port });
      const link = await withServices(command, async ({ directory, signIn }) => {
        if (member !== undefined && !(await directory.find(member))) {
          throw workFailed(`There is no member "${member}". \`import\` prints the ids it found.`);
        }
        const caller: Caller =
          member === undefined
            ? { role: 'operator', memberId: null, name: operator ?? '' }
            : { role: 'member', memberId: member, name: member };
        return signIn.issueLink(caller);
      });
      const url = `${publicUrlOf(config, config.PORT)}/sign-in#${link.token}`;
      const expiresAt = link.expiresAt.toISOString();
      printAnswer(
        { json: { url, expiresAt }, text: [url, `Works once, until ${expiresAt}.`] },
        options.json === true,
      );
    });
}
