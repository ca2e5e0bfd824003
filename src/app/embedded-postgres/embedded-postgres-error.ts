export const embeddedPostgresErrorCodes = [
  'NO_POSTGRES_BINARY',
  'NO_SERVER_ACCOUNT',
  'DATA_DIR_NOT_WRITABLE',
  'DATA_DIR_OF_ANOTHER_ACCOUNT',
  'DATA_DIR_OF_ANOTHER_MAJOR',
  'DATA_DIR_BUSY',
  'DATA_DIR_DAMAGED',
  'SOCKET_PATH_TOO_LONG',
  'INITDB_FAILED',
  'SERVER_DID_NOT_START',
  'SERVER_DID_NOT_STOP',
] as const;
export type EmbeddedPostgresErrorCode = (typeof embeddedPostgresErrorCodes)[number];

/** Why the embedded database can't be had. The message says what was found and what a person can do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: { cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}
