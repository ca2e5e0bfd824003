import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const webFolder = join(root, 'web');
const builtPage = join(webFolder, 'dist', 'index.html');
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');

/**
 * The folder of the built web app. Installing builds it; where its sources are newer it is built again, where
 * the builder isn't installed (as in a container) what was built before is served.
 */
export async function builtWebApp(log: { info(message: string): void }): Promise<string> {
  const builtAtMs = existsSync(builtPage) ? (await stat(builtPage)).mtimeMs : 0;
  if (existsSync(vite) && (await newestSourceMs()) > builtAtMs) {
    log.info('building the web app');
    await promisify(execFile)(process.execPath, [vite, 'build', webFolder], { cwd: root });
  }
  return join(webFolder, 'dist');
}

async function newestSourceMs(): Promise<number> {
  const entries = await readdir(webFolder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.parentPath.startsWith(join(webFolder, 'dist')))
    .map((entry) => join(entry.parentPath, entry.name));
  const times = await Promise.all(files.map(async (path) => (await stat(path)).mtimeMs));
  return Math.max(0, ...times);
}
