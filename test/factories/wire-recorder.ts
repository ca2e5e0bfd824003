import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export type WireRecorder = {
  readonly origin: string;
  /** Every byte that clients have sent. */
  sent(): Buffer;
  stop(): Promise<void>;
};

/** Stands before a server and keeps what is sent to it, byte by byte. */
export async function openWireRecorder(targetPort: number): Promise<WireRecorder> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(targetPort, '127.0.0.1');
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        behind.destroy();
      });
    }
    client.on('data', (chunk: Buffer) => chunks.push(chunk));
    client.pipe(behind).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => Buffer.concat(chunks),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
