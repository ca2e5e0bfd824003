import { execFileSync } from 'node:child_process';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** Under which account the server runs; null means our own, which is right for everybody but root. */
export type ServerAccount = { readonly name: string; readonly uid: number; readonly gid: number } | null;

// Accounts that exist on practically every system; none is created on somebody's machine.
const candidates = ['postgres', 'nobody'];

/** PostgreSQL refuses to run as root, so root hands the server to an account without rights. */
export function chooseServerAccount(): ServerAccount {
  if (process.getuid?.() !== 0) return null;
  for (const name of candidates) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== null && gid !== null && uid !== 0) return { name, uid, gid };
  }
  throw new EmbeddedPostgresError(
    'NO_SERVER_ACCOUNT',
    `PostgreSQL refuses to run as root, and neither account ${candidates.join(' nor ')} exists here. ` +
      'Run as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
  );
}

function idOf(flag: '-u' | '-g', name: string): number | null {
  try {
    return Number(
      execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    // `id` exits with 1 where no such account exists.
    return null;
  }
}
