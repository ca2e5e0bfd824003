import type { Command } from 'commander';
import { registerVideoCleanupCommand } from './video-cleanup-command.ts';
import { registerVideoGenerateCommand } from './video-generate-command.ts';
import { registerVideoReviewCommands } from './video-review-commands.ts';
import { registerVideoStatusCommand } from './video-status-command.ts';
import { registerVideoValidateCommand } from './video-validate-command.ts';

export function registerVideoCommand(program: Command): void {
  const video = program
    .command('video')
    .description('Films: ask for them, see how far they are, say yes or no to them, check a file.');
  registerVideoGenerateCommand(video);
  registerVideoStatusCommand(video);
  registerVideoReviewCommands(video);
  registerVideoCleanupCommand(video);
  registerVideoValidateCommand(video);
}
