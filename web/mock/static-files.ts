import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readyFilm } from './scenario-media.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The policy that the real server sends, so that a page which breaks it fails here too. */
const CONTENT_POLICY =
  "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'none'";

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.jpg': 'image/jpeg',
  '.woff2': 'font/woff2',
  '.mp4': 'video/mp4',
  '.vtt': 'text/vtt; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

const captions = `WEBVTT

00:00.000 --> 00:03.500
A card at 68% of its limit.

00:04.000 --> 00:08.000
At 28% there is room again.
`;

const thumbnails = `WEBVTT

00:00.000 --> 00:04.000
00000000000000f2.jpg#xywh=0,0,640,360

00:04.000 --> 00:08.000
00000000000000f2.jpg#xywh=640,360,640,360
`;

const infographic = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 720"><title>68% becomes 28%</title><rect width="1280" height="720" fill="#f2f5fc"/><text x="640" y="360" font-family="sans-serif" font-size="160" font-weight="700" text-anchor="middle" fill="#1b2f73">68% → 28%</text><text x="640" y="480" font-family="sans-serif" font-size="52" text-anchor="middle" fill="#4b5a78">Under 30% leaves room</text></svg>`;

/** With a member's own numbers: as tall as the real ones. */
const ownInfographic = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 1160"><title>68% becomes 30%</title><rect width="720" height="1160" fill="#f2f5fc"/><text x="360" y="580" font-family="sans-serif" font-size="160" font-weight="700" text-anchor="middle" fill="#1b2f73">30%</text></svg>`;

const written: Readonly<Record<string, string>> = {
  [String(readyFilm.captionsUrl)]: captions,
  [String(readyFilm.thumbnailsUrl)]: thumbnails,
  [String(readyFilm.infographicUrl)]: infographic,
  '/api/members/maya/infographics/credit_utilization.svg': ownInfographic,
  [String(readyFilm.transcriptUrl)]: 'A card shows 68% of its limit in use.\nIt drains to 28%.',
};
const files: Readonly<Record<string, string>> = {
  [String(readyFilm.url)]: join(here, 'film.mp4'),
  [String(readyFilm.posterUrl)]: join(here, 'poster.jpg'),
  // As good a sprite as any: a picture that parts are taken from.
  '/videos/00000000000000f2.jpg': join(here, 'poster.jpg'),
};

export async function serveMedia(path: string, request: IncomingMessage, response: ServerResponse) {
  const text = written[path];
  const file = files[path];
  if (text === undefined && file === undefined) return void response.writeHead(404).end();
  const bytes = file === undefined ? Buffer.from(text ?? '') : await readFile(file);
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(range?.[1] ?? 0);
  const end = Math.min(Number(range?.[2] || bytes.length - 1), bytes.length - 1);
  response.writeHead(range ? 206 : 200, {
    'content-type': contentTypes[extname(path)],
    'content-length': end - start + 1,
    'accept-ranges': 'bytes',
    ...(range && { 'content-range': `bytes ${start}-${end}/${bytes.length}` }),
  });
  response.end(bytes.subarray(start, end + 1));
}

/** A file of the built app, or its entry page for every other address, as the real server does. */
export async function servePage(folder: string, path: string, response: ServerResponse) {
  const wanted = join(folder, normalize(path));
  const isFile = wanted.startsWith(folder) && extname(path) !== '' && existsSync(wanted);
  const file = isFile ? wanted : join(folder, 'index.html');
  response.writeHead(200, {
    'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': CONTENT_POLICY,
  });
  response.end(await readFile(file));
}
