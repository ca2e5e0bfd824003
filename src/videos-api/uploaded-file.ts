import { sha256Hex } from '../kernel/hash.ts';

/** One file part of a form. */
export class UploadedFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Buffer;

  constructor(file: { fileName: string; contentType: string; bytes: Buffer }) {
    this.fileName = file.fileName;
    this.contentType = file.contentType;
    this.bytes = file.bytes;
  }

  /** Stands for the bytes where a request is compared with an earlier one. */
  toJSON(): unknown {
    return { fileName: this.fileName, contentType: this.contentType, sha256: sha256Hex(this.bytes) };
  }
}
