// Runs once after `npm ci`, on whatever Node npm itself runs on.
// 1. Puts the command line beside the other commands, so that `npx spendsense` finds it at once. A `bin` entry
//    in package.json would make npx install the project into its own cache before every first run.
// 2. Builds the web app, so that the first `npm start` doesn't have to.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = `${root}node_modules/.bin/spendsense`;

rmSync(command, { force: true });
if (process.platform === 'win32') {
  writeFileSync(`${command}.cmd`, '@node "%~dp0\\..\\..\\bin\\spendsense.mjs" %*\r\n');
} else {
  chmodSync(`${root}bin/spendsense.mjs`, 0o755);
  symlinkSync('../../bin/spendsense.mjs', command);
}

if (existsSync(`${root}web/index.html`) && existsSync(`${root}node_modules/vite`)) {
  execFileSync('npm', ['run', '--silent', 'build:web'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}
