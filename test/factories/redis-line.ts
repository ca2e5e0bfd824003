import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What becomes of one of the server's answers on its way: passed on, perhaps changed, or the line is cut. */
type Passing = (answer: Buffer, nth: number) => Buffer | 'cut';

/** A line to a server of one's own that can be cut in the middle of a conversation. */
export async function redisLine(toPort: number) {
  const sockets = new Set<Socket>();
  let passing: Passing = (answer) => answer;
  const server = createServer((near) => {
    const far = connect(toPort, '127.0.0.1');
    const cut = (): void => {
      near.destroy();
      far.destroy();
      sockets.delete(near);
    };
    sockets.add(near);
    for (const end of [near, far]) end.on('error', cut).on('close', cut);
    near.pipe(far);
    let answers = 0;
    far.on('data', (answer) => {
      answers += 1;
      const passed = passing(answer, answers);
      if (passed === 'cut') cut();
      else near.write(passed);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    redisUrl: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    let: (next: Passing): void => {
      passing = next;
    },
    close: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
