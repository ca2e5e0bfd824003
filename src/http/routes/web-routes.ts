import staticFiles from '@fastify/static';
import { sendProblem } from '../problem.ts';
import type { HttpServer } from '../server.ts';

/** The built web app; every page address that isn't a file or an API route gets its entry page. */
export async function registerWebApp(server: HttpServer, folder: string): Promise<void> {
  const { app } = server;
  await app.register(staticFiles, {
    root: folder,
    wildcard: false,
    setHeaders: (response, path) => {
      const isHashed = path.includes('/assets/');
      response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && request.headers.accept?.includes('text/html') === true;
    if (isPage && !request.url.startsWith('/api/')) return reply.sendFile('index.html');
    return sendProblem(reply, 404, { code: 'NOT_FOUND', message: 'There is nothing at this address.' });
  });
}
