import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import type { CleanUpStore } from '../../video/clean-up-port.ts';
import type { VideoJobStore } from '../../video/job-store-port.ts';
import type { MediaStore } from '../../video/media-store-port.ts';
import { retireChangedFile } from '../../video/retire-changed-file.ts';
import { type ServableFile, ServedFiles } from '../../video/served-files.ts';
import type { ServedMedia } from '../../video/served-media-port.ts';
import type { VideoCache } from '../../video/video-cache-port.ts';
import { byteRangesOf } from '../byte-range.ts';
import { contentRange, multipartBytes, planMultipart } from '../multipart-ranges.ts';
import { PICTURE_POLICY } from '../picture-policy.ts';
import { holdsIfRange, judgePreconditions } from '../preconditions.ts';
import { sendProblem } from '../problem.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';

export type MediaRouteDependencies = {
  readonly jobs: Pick<VideoJobStore, 'findFile'>;
  readonly media: MediaStore;
  readonly served: ServedMedia;
  readonly clock: Clock;
  readonly cleanUpStore: CleanUpStore;
  readonly cache: VideoCache;
};

const contentTypes: Readonly<Record<string, string>> = {
  mp4: 'video/mp4',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  vtt: 'text/vtt; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

const mediaFileName = z.string().regex(/^[0-9a-f]{16}\.(mp4|jpg|webp|vtt|svg|txt|json)$/);
const BOUNDARY_DIGITS = 32;

type Exchange = {
  readonly file: ServableFile;
  readonly media: MediaStore;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/**
 * Public and opaque: an address is the digest of the bytes and says nothing about anybody. What it names
 * never changes, so caches may keep it for ever.
 */
export function registerMediaRoutes(server: HttpServer, dependencies: MediaRouteDependencies): void {
  const { jobs, media, served, clock } = dependencies;
  const { log } = server.app;
  const files = new ServedFiles({
    findFile: (hash, extension) => jobs.findFile(hash, extension),
    media,
    served,
    clock,
    onTrouble: (error) => log.warn({ err: error }, 'that a file was served could not be noted'),
    onTampered: (file) => {
      log.error({ file }, 'a stored file is not the one that was approved: not served, and put aside');
      retireChangedFile(dependencies, file).catch((error: unknown) =>
        log.error({ err: error, file }, 'a changed file could not be put aside'),
      );
    },
  });
  registerRoute(
    server,
    'mediaFile',
    { params: z.object({ file: z.string() }) },
    async ({ params, request, reply }) => {
      const name = mediaFileName.safeParse(params.file);
      const [hash = '', extension = ''] = params.file.split('.');
      const file = name.success ? await files.find(hash, extension) : null;
      if (file) return answer({ file, media, request, reply });
      // What isn't there may be made again under the same address: nobody may keep that it was missing.
      reply.header('cache-control', 'no-store');
      return sendProblem(reply, 404, { code: 'UNKNOWN_FILE', message: 'There is no such file.' });
    },
  );
}

function answer(exchange: Exchange): FastifyReply {
  const { file, request, reply } = exchange;
  const validators = { etag: `"${file.sha256}"`, modifiedAt: file.facts.modifiedAt };
  const condition = judgePreconditions(request.headers, validators);
  if (condition === 'failed') {
    return sendProblem(reply, 412, {
      code: 'PRECONDITION_FAILED',
      message: 'The file isn’t the one that was meant.',
    });
  }
  // A range is a part of what GET answers; HEAD tells of the whole.
  const wantsParts = request.method === 'GET' && holdsIfRange(ifRangeOf(request), validators);
  const ranges = wantsParts ? byteRangesOf(request.headers.range, file.sizeBytes) : null;
  if (condition === 'proceed' && ranges === 'unsatisfiable') {
    reply.header('content-range', `bytes */${file.sizeBytes}`);
    return sendProblem(reply, 416, {
      code: 'RANGE_NOT_SATISFIABLE',
      message: `The file has ${file.sizeBytes} bytes.`,
    });
  }
  reply
    .header('etag', validators.etag)
    .header('last-modified', validators.modifiedAt.toUTCString())
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('cross-origin-resource-policy', 'same-origin')
    .type(contentTypeOf(file));
  if (file.extension === 'svg') reply.header('content-security-policy', PICTURE_POLICY);
  if (condition === 'not_modified') return reply.code(304).send();
  if (Array.isArray(ranges)) return sendParts(exchange, ranges);
  reply.header('content-length', file.sizeBytes);
  // For HEAD Fastify sends the length it was told only where the body is a stream; it sends none of it.
  return reply.send(request.method === 'HEAD' ? Readable.from([]) : exchange.media.read(file));
}

function sendParts({ file, media, reply }: Exchange, ranges: Ranges): FastifyReply {
  const [only, ...more] = ranges;
  reply.code(206);
  if (only && more.length === 0) {
    return reply
      .header('content-range', contentRange(only, file.sizeBytes))
      .header('content-length', only.endByte - only.startByte + 1)
      .send(media.read(file, only));
  }
  const plan = planMultipart(ranges, {
    contentType: contentTypeOf(file),
    sizeBytes: file.sizeBytes,
    // No file holds a part of its own digest, but by a chance that nobody will see.
    boundary: file.sha256.slice(-BOUNDARY_DIGITS),
  });
  const bytes = multipartBytes(plan, (range) => media.read(file, range));
  return reply
    .type(plan.contentType)
    .header('content-length', plan.lengthBytes)
    .send(Readable.from(bytes, { objectMode: false }));
}

type Ranges = Exclude<ReturnType<typeof byteRangesOf>, string | null>;

function contentTypeOf({ extension }: ServableFile): string {
  return contentTypes[extension] ?? 'application/octet-stream';
}

function ifRangeOf(request: FastifyRequest): string | undefined {
  const header = request.headers['if-range'];
  return Array.isArray(header) ? header[0] : header;
}
