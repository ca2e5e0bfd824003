import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { copyPackage } from './binary-cache.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { runAsServer } from './run-as-server.ts';
import type { ServerAccount } from './server-account.ts';

/** A folder with `initdb` and `postgres` that run here, under the server's account. */
export type PostgresBinaries = { readonly binDir: string; readonly major: number };

const DEBIAN_ROOT = '/usr/lib/postgresql';

/**
 * The binaries to use: the npm package's, else Debian's newest. An existing cluster takes those of its own
 * major version. Every candidate is tried out, so missing links, foreign platforms and closed folders show here.
 */
export async function findPostgresBinaries(options: {
  account: ServerAccount;
  /** Of the existing cluster, or null before there is one. */
  major: number | null;
}): Promise<PostgresBinaries> {
  const findings: string[] = [];
  const majorsFound: number[] = [];
  for (const candidate of [npmBinaries, ...(await debianBinaries())]) {
    const found = await candidate(options.account, findings);
    if (found === null) continue;
    if (options.major === null || options.major === found.major) return found;
    majorsFound.push(found.major);
  }
  if (options.major !== null && majorsFound.length > 0) {
    throw new EmbeddedPostgresError(
      'DATA_DIR_OF_ANOTHER_MAJOR',
      `The data directory was made by PostgreSQL ${options.major}; found here: ${majorsFound.join(', ')}. ` +
        `Install PostgreSQL ${options.major} (Debian: postgresql-${options.major}), or move the directory away and start with an empty one.`,
    );
  }
  throw new EmbeddedPostgresError(
    'NO_POSTGRES_BINARY',
    `No PostgreSQL for ${process.platform}-${process.arch} runs here (${findings.join('; ')}). ` +
      'Run "npm ci" again, install PostgreSQL (Debian: apt-get install postgresql), or set DATABASE_URL to a server.',
  );
}

type Candidate = (account: ServerAccount, findings: string[]) => Promise<PostgresBinaries | null>;

const npmBinaries: Candidate = async (account, findings) => {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  const packageDir = resolvePackage(packageName);
  if (packageDir === null) {
    findings.push(`${packageName} is not installed`);
    return null;
  }
  const binDir = join(packageDir, 'native', 'bin');
  const inPlace = await probe(binDir, account);
  if (inPlace.kind === 'runs') return inPlace.binaries;

  // `npm ci --ignore-scripts` leaves out the links between the shared libraries: the package's own script makes them.
  await hydrate(packageDir);
  const hydrated = await probe(binDir, account);
  if (hydrated.kind === 'runs') return hydrated.binaries;

  const copy = await copyPackage(packageDir, { hydrate });
  const cached = copy === null ? hydrated : await probe(join(copy, 'native', 'bin'), account);
  if (cached.kind === 'runs') return cached.binaries;
  findings.push(`${packageName}: ${cached.reason}`);
  return null;
};

async function debianBinaries(): Promise<Candidate[]> {
  const versions = (await readdir(DEBIAN_ROOT).catch(() => [])).map(Number).filter(Number.isSafeInteger);
  if (versions.length === 0) return [noDebian];
  return versions
    .sort((a, b) => b - a)
    .map(
      (version): Candidate =>
        async (account, findings) => {
          const tried = await probe(join(DEBIAN_ROOT, String(version), 'bin'), account);
          if (tried.kind === 'runs') return tried.binaries;
          findings.push(`${DEBIAN_ROOT}/${version}: ${tried.reason}`);
          return null;
        },
    );
}

const noDebian: Candidate = async (_account, findings) => {
  findings.push(`nothing in ${DEBIAN_ROOT}`);
  return null;
};

type Probe =
  | { readonly kind: 'runs'; readonly binaries: PostgresBinaries }
  | { readonly kind: 'unusable'; readonly reason: string };

async function probe(binDir: string, account: ServerAccount): Promise<Probe> {
  try {
    await access(join(binDir, 'initdb'), constants.F_OK);
  } catch {
    return { kind: 'unusable', reason: `no initdb in ${binDir}` };
  }
  const run = await runAsServer(join(binDir, 'postgres'), ['--version'], { cwd: '/', account });
  const major = /\(PostgreSQL\) (\d+)/.exec(run.output)?.[1];
  if (run.exitCode !== 0 || major === undefined) return { kind: 'unusable', reason: run.output.trim() };
  return { kind: 'runs', binaries: { binDir, major: Number(major) } };
}

function resolvePackage(name: string): string | null {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return null;
  }
}

/** Makes the links in a package's folder; what can't be made shows at the next probe. */
async function hydrate(packageDir: string): Promise<void> {
  await runAsServer(process.execPath, [join('scripts', 'hydrate-symlinks.js')], {
    cwd: packageDir,
    account: null,
  });
}
