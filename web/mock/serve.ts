import { fileURLToPath } from 'node:url';
import { startMockServer } from './mock-server.ts';

// The built app on the mock, to look at by hand: `npm run build:web && npx node web/mock/serve.ts`.
const mock = await startMockServer({
  folder: fileURLToPath(new URL('../dist', import.meta.url)),
  port: Number(process.argv[2] ?? 4310),
});
for (const who of ['operator', ...mock.members.keys()]) {
  console.log(`${who}: ${mock.url}/sign-in#${mock.tokenFor(who)}`);
}
