import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

export type TestRedis = {
  readonly redisUrl: string;
  readonly port: number;
  readonly pid: number;
  close(): Promise<void>;
};

/**
 * A Redis of its own on loopback, configured as the product wants it, gone with `close`. With the port of one
 * that was closed it comes back in its place, with nothing in it.
 */
export async function startRedis(options: { port?: number } = {}): Promise<TestRedis> {
  const folder = await mkdtemp('/tmp/spendsense-redis-');
  const port = options.port ?? (await freePort());
  const server = spawn(
    'redis-server',
    [
      '--bind',
      '127.0.0.1',
      '--port',
      String(port),
      '--dir',
      folder,
      '--save',
      '',
      '--maxmemory-policy',
      'noeviction',
    ],
    { stdio: 'ignore' },
  );
  const redisUrl = `redis://127.0.0.1:${port}`;
  await answers(redisUrl);
  return {
    redisUrl,
    port,
    pid: server.pid ?? 0,
    close: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        const ended = once(server, 'exit');
        server.kill('SIGTERM');
        // One that was frozen hears nothing else.
        server.kill('SIGCONT');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(redisUrl: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const client = new Redis(redisUrl, { lazyConnect: true, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await sleep(50);
    } finally {
      client.disconnect();
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
