import { open } from 'node:fs/promises';
import { ok, type Result, refused } from '../kernel/result.ts';

/** A file to read pieces of, at any place. */
export type MediaFile = {
  readonly sizeBytes: number;
  /** The bytes from a place; fewer where the file ends. */
  read(startByte: number, count: number): Promise<Uint8Array>;
  close(): Promise<void>;
};

/** Opens an ordinary file for reading; refuses with a sentence for people where it can't. */
export async function openMediaFile(path: string): Promise<Result<MediaFile, string>> {
  try {
    const handle = await open(path, 'r');
    const status = await handle.stat();
    if (!status.isFile()) {
      await handle.close();
      return refused(`${path} is not a file; name an MP4 file`);
    }
    return ok({
      sizeBytes: status.size,
      async read(startByte, count) {
        const available = Math.max(0, Math.min(count, status.size - startByte));
        const buffer = new Uint8Array(available);
        const { bytesRead } = await handle.read(buffer, 0, available, startByte);
        return buffer.subarray(0, bytesRead);
      },
      close: () => handle.close(),
    });
  } catch (error) {
    return refused(`${path} can't be read: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return 'there is no such file; check the path';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied; make it readable for this account';
  return error instanceof Error ? error.message : String(error);
}
