import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PublishedFile, VideoJobStore } from '../../video/job-store-port.ts';
import type { MediaStore } from '../../video/media-store-port.ts';
import { byteRangeOf } from '../byte-range.ts';
import { sendProblem } from '../problem.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';

const contentTypes: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  jpg: 'image/jpeg',
  vtt: 'text/vtt; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
};

const mediaFileName = z.string().regex(/^[0-9a-f]{16}\.(mp4|jpg|vtt|svg|txt)$/);

/**
 * Public and opaque: an address is the digest of the bytes and says nothing about anybody. What it names
 * never changes, so caches may keep it for ever.
 */
export function registerMediaRoutes(
  server: HttpServer,
  { jobs, media }: { jobs: VideoJobStore; media: MediaStore },
): void {
  registerRoute(
    server,
    'mediaFile',
    { params: z.object({ file: z.string() }) },
    async ({ params, request, reply }) => {
      const name = mediaFileName.safeParse(params.file);
      const [hash = '', extension = ''] = params.file.split('.');
      const file = name.success ? await jobs.findFile(hash, extension) : null;
      if (!file || (await media.sizeOf(file)) !== file.sizeBytes) {
        return sendProblem(reply, 404, { code: 'UNKNOWN_FILE', message: 'There is no such file.' });
      }
      return serveFile(file, { media, request, reply });
    },
  );
}

function serveFile(
  file: PublishedFile,
  { media, request, reply }: { media: MediaStore; request: FastifyRequest; reply: FastifyReply },
): FastifyReply {
  const etag = `"${file.sha256}"`;
  reply
    .header('etag', etag)
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('cross-origin-resource-policy', 'same-origin')
    .type(contentTypes[file.extension] ?? 'application/octet-stream');
  if (matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();

  const range = byteRangeOf(request.headers, { sizeBytes: file.sizeBytes, etag });
  if (range === 'unsatisfiable') {
    reply.header('content-range', `bytes */${file.sizeBytes}`);
    return sendProblem(reply.type('application/json'), 416, {
      code: 'RANGE_NOT_SATISFIABLE',
      message: `The file has ${file.sizeBytes} bytes.`,
    });
  }
  const { startByte, endByte } = range ?? { startByte: 0, endByte: file.sizeBytes - 1 };
  reply.header('content-length', endByte - startByte + 1);
  if (range) reply.code(206).header('content-range', `bytes ${startByte}-${endByte}/${file.sizeBytes}`);
  return request.method === 'HEAD' ? reply.send() : reply.send(media.read(file, { startByte, endByte }));
}

function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag || one.trim() === '*');
}
