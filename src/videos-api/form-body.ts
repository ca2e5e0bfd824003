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
const DROPPED_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Reads a multipart body into fields. `bodyBytesMax` holds for all of it. What comes after a refusal is dropped,
 * up to `DROPPED_BYTES_MAX`: a client that is still sending then gets the answer and not a broken pipe.
 */
export function readFormBody(
  headers: IncomingHttpHeaders,
  body: Readable,
  bodyBytesMax: number,
): Promise<Result<RequestFields, FormRefusal>> {
  const { promise, resolve } = Promise.withResolvers<Result<RequestFields, FormRefusal>>();
  const form = openForm(headers, bodyBytesMax);
  let refusal: FormRefusal | null = null;
  const answerRefusal = () => {
    if (refusal) resolve(refused(refusal));
  };
  const no = (status: 400 | 413, message: string) => {
    refusal ??= { status, message };
    if (form.kind === 'ok') body.unpipe(form.value);
    body.resume();
    if (body.readableEnded || body.destroyed) answerRefusal();
  };
  body.on('close', answerRefusal);
  body.on('end', answerRefusal);
  if (form.kind === 'refused') {
    no(400, form.refusal);
    return promise;
  }
  const parts = collectParts(form.value, (message) => no(413, message));
  let sizeBytes = 0;
  body.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes > bodyBytesMax) no(413, `The body is over ${bodyBytesMax} bytes.`);
    if (sizeBytes > bodyBytesMax + DROPPED_BYTES_MAX) answerRefusal();
  });
  body.on('error', (error) => no(400, `The body ended early: ${error.message}.`));
  form.value.on('error', (error) => no(400, `The form could not be read: ${messageOf(error)}.`));
  form.value.on('finish', () => {
    const fields = fieldsOfParts(parts);
    if (fields.kind === 'ok') resolve(fields);
    else no(400, fields.refusal);
  });
  body.pipe(form.value);
  return promise;
}

/** Fills the answered list while the form is read. */
function collectParts(form: BusboyInstance, onExcess: (message: string) => void): readonly FormPart[] {
  const parts: FormPart[] = [];
  form.on('field', (name, value, isNameCut, isValueCut) => {
    if (isNameCut || isValueCut) onExcess(`The form field ${name} is over ${FIELD_BYTES_MAX} bytes.`);
    parts.push({ name, value });
  });
  form.on('file', (name, stream, fileName, _encoding, contentType) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('limit', () => onExcess(`The file ${name} is too large.`));
    stream.on('end', () =>
      parts.push({ name, value: new UploadedFile({ fileName, contentType, bytes: Buffer.concat(chunks) }) }),
    );
  });
  for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
    form.on(limit, () => onExcess(`A form has at most ${PARTS_MAX} parts, ${FILES_MAX} of them files.`));
  }
  return parts;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
    return refused(`The form could not be read: ${messageOf(error)}.`);
  }
}
