/** How many bytes {@link notFilm} wants to see. */
export const SNIFFED_BYTES = 16;

/** What a file is that begins neither as an MP4 nor as a WebM does; null where it does. */
export function notFilm(start: Uint8Array): string | null {
  const text = Buffer.from(start.subarray(0, SNIFFED_BYTES)).toString('latin1');
  if (text.slice(4, 8) === 'ftyp' || text.startsWith('\x1aE\xdf\xa3')) return null;
  if (text === '') return 'nothing';
  if (/^\s*[[{]/.test(text)) return 'JSON';
  if (/^\s*</.test(text)) return 'a web page';
  if (text.startsWith('GIF8')) return 'a GIF';
  if (text.startsWith('RIFF')) return 'a RIFF file (AVI or WebP)';
  if (text.startsWith('\x89PNG') || text.startsWith('\xff\xd8\xff')) return 'a still picture';
  return 'something that is no film';
}
