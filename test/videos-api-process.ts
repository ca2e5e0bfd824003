import { Command } from 'commander';
import { registerVideosApiCommand } from '../src/app/cli/videos-api-command.ts';

/** The command in a process of its own, to be killed: arguments are those of `videos-api`. */
const program = new Command('spendsense').option('--data-dir <folder>');
registerVideosApiCommand(program);
await program.parseAsync(['videos-api', ...process.argv.slice(2)], { from: 'user' });
