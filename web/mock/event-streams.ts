import type { ServerResponse } from 'node:http';
import type { MediaEvent } from '../../src/http/contract.ts';

/** The mock's side of `/api/events`: closed to everybody until a test opens it. */
export type MockEvents = {
  /** Whether pages that ask are let in; 404 else, as from a server that has no such route. */
  isOpen: boolean;
  /** Pages that listen now. */
  readonly pages: Set<ServerResponse>;
  tell(event: 'media' | 'refetch', data: MediaEvent | Record<string, never>): void;
};

export function mockEvents(): MockEvents {
  const pages = new Set<ServerResponse>();
  return {
    isOpen: false,
    pages,
    tell: (event, data) => {
      for (const page of pages) page.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
  };
}

export function letListen({ pages }: MockEvents, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 100\n\nevent: heartbeat\ndata: {}\n\n');
  pages.add(response);
  response.once('close', () => pages.delete(response));
}
