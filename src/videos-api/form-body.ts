import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { ok, type Result, refused } from '../kernel/result.ts';
import { type FormPart, fieldsOfParts, type RequestFields } from './request-fields.ts';
import { UploadedFile } from './uploaded-file.ts';

export type FormRefusal = { readonly status: 400 | 413; readonly message: string };

const PARTS_MAX = 64;
const FILES_MAX = 4;
const FIELD_BYTES_MAX = 22 * 1024 * 1024;

/**
 * Reads a multipart body into fields. `bodyBytesMax` holds for all of it; a body over it is read to its end and
 * dropped, so that the client gets the answer and not a broken pipe.
 */
export function readFormBody(
  headers: IncomingHttpHeaders,
  body: Readable,
  bodyBytesMax: number,
): Promise<Result<RequestFields, FormRefusal>> {
  const { promise, resolve, reject } = Promise.withResolvers<Result<RequestFields, FormRefusal>>();
  const no = (status: 400 | 413, message: string) => resolve(refused({ status, message }));
  const form = openForm(headers, bodyBytesMax);
  if (form.kind === 'refused') {
    body.resume();
    no(400, form.refusal);
    return promise;
  }
  const busboy = form.value;
  const parts: FormPart[] = [];
  let sizeBytes = 0;
  let excess: string | null = null;
  body.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes > bodyBytesMax) excess = `The body is over ${bodyBytesMax} bytes.`;
  });
  busboy.on('field', (name, value, isNameCut, isValueCut) => {
    if (isNameCut || isValueCut) excess = `The form field ${name} is over ${FIELD_BYTES_MAX} bytes.`;
    parts.push({ name, value });
  });
  busboy.on('file', (name, stream, fileName, _encoding, contentType) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('limit', () => {
      excess = `The file ${name} is over ${bodyBytesMax} bytes.`;
    });
    stream.on('end', () =>
      parts.push({ name, value: new UploadedFile({ fileName, contentType, bytes: Buffer.concat(chunks) }) }),
    );
  });
  for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
    busboy.on(limit, () => {
      excess = `A form has at most ${PARTS_MAX} parts, ${FILES_MAX} of them files.`;
    });
  }
  busboy.on('finish', () => {
    if (excess !== null) return no(413, excess);
    const fields = fieldsOfParts(parts);
    return fields.kind === 'ok' ? resolve(fields) : no(400, fields.refusal);
  });
  busboy.on('error', (error) =>
    no(400, `The form could not be read: ${error instanceof Error ? error.message : String(error)}.`),
  );
  body.on('error', reject);
  body.pipe(busboy);
  return promise;
}

function openForm(headers: IncomingHttpHeaders, bodyBytesMax: number): Result<BusboyInstance, string> {
  try {
    const limits = {
      fieldSize: FIELD_BYTES_MAX,
      fileSize: bodyBytesMax,
      parts: PARTS_MAX,
      files: FILES_MAX,
      fields: PARTS_MAX,
      fieldNameSize: 200,
    };
    return ok(new Busboy({ headers: { ...headers, 'content-type': headers['content-type'] ?? '' }, limits }));
  } catch (error) {
    return refused(`The form could not be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
