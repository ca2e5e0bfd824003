/** How many bytes {@link notMp4} wants to see. */
export const SNIFFED_BYTES = 16;

/** What a file is that doesn't begin as an MP4 does; null where it does. */
export function notMp4(start: Uint8Array): string | null {
  const text = Buffer.from(start.subarray(0, SNIFFED_BYTES)).toString('latin1');
  if (text.slice(4, 8) === 'ftyp') return null;
  if (text === '') return 'nothing';
  if (/^\s*[[{]/.test(text)) return 'JSON';
  if (/^\s*</.test(text)) return 'a web page';
  if (text.startsWith('\x1aE\xdf\xa3')) return 'WebM or Matroska';
  if (text.startsWith('GIF8')) return 'a GIF';
  if (text.startsWith('RIFF')) return 'a RIFF file (AVI or WebP)';
  if (text.startsWith('\x89PNG') || text.startsWith('\xff\xd8\xff')) return 'a still picture';
  return 'something that is no MP4';
}
