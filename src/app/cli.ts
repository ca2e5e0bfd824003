import { Command } from 'commander';

// Placeholder root, replaced when the first commands arrive.
const program = new Command('spendsense');
program.parse();
