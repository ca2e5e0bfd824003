// `npm run lock`: writes the lock file anew, complete for every platform and without download addresses.
// npm leaves a platform's package out of the lock when the registry in use doesn't carry it, and `npm ci` then
// refuses the lock. Each such package is entered by name and version, bound to its platform, so that only
// machines of that platform ask for it.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'x64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
];

// In a folder of its own: beside node_modules npm would only look at what this machine has installed.
const folder = mkdtempSync(join(tmpdir(), 'spendsense-lock-'));
try {
  for (const name of ['package.json', '.npmrc']) copyFileSync(join(root, name), join(folder, name));
  execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  });
  const lock = complete(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')));
  writeFileSync(join(root, 'package-lock.json'), `${JSON.stringify(lock, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function complete(lock) {
  const added = {};
  for (const [path, entry] of Object.entries(lock.packages)) {
    delete entry.resolved;
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const isThere = [`${path}/node_modules/${name}`, `node_modules/${name}`].some(
        (one) => one in lock.packages,
      );
      if (!isThere) added[`node_modules/${name}`] = platformEntry(name, version, entry.dev === true);
    }
  }
  const packages = Object.entries({ ...lock.packages, ...added }).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return { ...lock, packages: Object.fromEntries(packages) };
}

function platformEntry(name, version, isDev) {
  const words = name.split(/[-/]/).map((word) => (word === 'win' ? 'win32' : word));
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const libc = words.includes('musl')
    ? ['musl']
    : words.includes('gnu') && os.includes('linux')
      ? ['glibc']
      : [];
  return {
    version: version.replace(/^[\^~]/, ''),
    cpu: cpu.length > 0 ? cpu : ['wasm32'],
    ...(isDev ? { dev: true } : {}),
    ...(libc.length > 0 ? { libc } : {}),
    optional: true,
    ...(os.length > 0 ? { os } : {}),
  };
}
