import type { IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { Bytes } from '../../../kernel/units.ts';
import { type ExchangeTrouble, troubleOf } from './exchange.ts';

const decoders = { gzip: gunzipSync, 'x-gzip': gunzipSync, deflate: inflateSync, br: brotliDecompressSync };

/**
 * The whole body of an answer, or how it ended too early. Rejects with the signal's reason.
 * Bodies are asked for uncompressed; one that is compressed all the same is opened.
 */
export async function readBody(
  stream: IncomingMessage,
  { sizeMaxBytes, signal, deadline }: { sizeMaxBytes: Bytes; signal: AbortSignal; deadline: AbortSignal },
): Promise<Buffer | ExchangeTrouble> {
  const onAbort = (): void => void stream.destroy();
  const ends = AbortSignal.any([signal, deadline]);
  ends.addEventListener('abort', onAbort, { once: true });
  if (ends.aborted) onAbort();
  try {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    for await (const chunk of stream) {
      sizeBytes += (chunk as Buffer).byteLength;
      if (sizeBytes > sizeMaxBytes) return tooLarge(sizeMaxBytes);
      chunks.push(chunk as Buffer);
    }
    signal.throwIfAborted();
    const encoding = stream.headers['content-encoding']?.toLowerCase() ?? '';
    const whole = Buffer.concat(chunks);
    if (!Object.hasOwn(decoders, encoding)) return whole;
    return decoders[encoding as keyof typeof decoders](whole, { maxOutputLength: sizeMaxBytes });
  } catch (error) {
    signal.throwIfAborted();
    if (deadline.aborted) return { kind: 'cut', code: 'timeout', message: 'the answer did not end in time' };
    return troubleOf(error, 'cut');
  } finally {
    ends.removeEventListener('abort', onAbort);
    stream.destroy();
  }
}

function tooLarge(sizeMaxBytes: Bytes): ExchangeTrouble {
  return {
    kind: 'cut',
    code: 'answer_too_large',
    message: `the answer is larger than ${sizeMaxBytes} bytes`,
  };
}
