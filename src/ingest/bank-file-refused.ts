/** Why a whole file was refused. Single rows are quarantined instead. */
export type BankFileRefusalCode =
  | 'EMPTY_FILE'
  | 'NOT_TEXT'
  | 'COMPRESSED_FILE'
  | 'UNKNOWN_FORMAT'
  | 'WRONG_FORMAT'
  | 'MALFORMED_JSON'
  | 'TRUNCATED_JSON'
  | 'ROW_TOO_LARGE'
  | 'INVALID_MEMBER_ID'
  | 'CSV_MAPPING_UNKNOWN'
  | 'CSV_MALFORMED'
  | 'CSV_SIGN_CONTRADICTED'
  | 'CSV_DATES_CONTRADICTED'
  | 'UNREADABLE_FILE';

/**
 * A file that can't be taken at all. It crosses the edge between parser and importer as an exception so that
 * whoever has rows of this file in hand rolls them back.
 */
export class BankFileRefused extends Error {
  override readonly name = 'BankFileRefused';
  readonly code: BankFileRefusalCode;
  readonly fileName: string;
  /** Where in the file: a JSON path, `line 12` or `byte 4096`. */
  readonly place: string;
  /** What the sender can do about it. */
  readonly remedy: string;

  constructor(refusal: {
    code: BankFileRefusalCode;
    fileName: string;
    place: string;
    message: string;
    remedy: string;
  }) {
    super(`${refusal.fileName}: ${refusal.message} (${refusal.place}). ${refusal.remedy}`);
    this.code = refusal.code;
    this.fileName = refusal.fileName;
    this.place = refusal.place;
    this.remedy = refusal.remedy;
  }
}
