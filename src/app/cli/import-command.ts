import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { Actor } from '../../audit/audit-entry.ts';
import { BankFileRefused } from '../../ingest/bank-file-refused.ts';
import type { BankRecord, QuarantinedRow, RowNote } from '../../ingest/bank-record.ts';
import { importBankFile } from '../../members/import-bank-file.ts';
import { quarantineCsv } from '../../members/quarantine-csv.ts';
import { type OpenedBankFile, openBankFile, parseReading } from '../bank-file.ts';
import type { Services } from '../services.ts';
import { workFailed } from './command-failure.ts';
import { type Imported, importLines } from './import-lines.ts';
import { printAnswer } from './print.ts';
import { withServices } from './with-services.ts';

type Options = { format: string; csvMapping?: string; report?: string; json?: true };

type Taken = { readonly imports: readonly Imported[]; readonly refused: readonly BankFileRefused[] };

export function registerImportCommand(program: Command): void {
  program
    .command('import')
    .description('Take bank files in. Members have no consent until it is granted.')
    .argument('<file...>', 'Plaid responses, Plaid sandbox custom users, or CSV')
    .option('--format <format>', 'auto, plaid, plaid-sandbox or csv', 'auto')
    .option('--csv-mapping <file>', 'how the columns of a CSV file are read, as JSON')
    .option('--report <file>', 'write the rows that were put aside to a CSV file')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  npx spendsense import my-bank.json --format plaid-sandbox')
    .action(async (paths: string[], options: Options, command: Command) => {
      const how = await parseReading(options);
      const { imports, refused } = await withServices(command, async (services) => {
        // Every name is looked at before anything is taken.
        const files: OpenedBankFile[] = [];
        for (const path of paths) {
          files.push(await openBankFile(path, how, services.config.IMPORT_MAX_BYTES));
        }
        return await takeFiles(services, files);
      });
      if (imports.length > 0) await tell(imports, refused, options);
      const isEmpty = ({ receipt, removals }: Imported) => receipt.rowsAccepted + removals === 0;
      if (refused.length > 0) throw workFailed(refused.map(({ message }) => message).join('\n'));
      if (imports.some(isEmpty)) process.exitCode = 1;
    });
}

/** Each file is taken whole or not at all; one that is refused keeps no other one out. */
async function takeFiles(services: Services, files: readonly OpenedBankFile[]): Promise<Taken> {
  const importedBy: Actor = { role: 'operator', name: userInfo().username };
  const imports: Imported[] = [];
  const refused: BankFileRefused[] = [];
  for (const { fileName, read } of files) {
    const heard: Heard = { notes: [], removals: 0 };
    try {
      const records = listened(read(), heard);
      const receipt = await importBankFile(services, { fileName, records }, importedBy);
      const quarantined = await services.bankStore.quarantinedRows(receipt.importId);
      imports.push({ receipt, quarantined, ...heard });
    } catch (error) {
      if (!(error instanceof BankFileRefused)) throw error;
      refused.push(error);
    }
  }
  return { imports, refused };
}

/** What a store doesn't keep of a file: what was odd about rows that it took, and how many rows were taken back. */
type Heard = { readonly notes: (RowNote & { readonly place: string })[]; removals: number };

async function* listened(
  records: AsyncIterable<readonly BankRecord[]>,
  heard: Heard,
): AsyncGenerator<readonly BankRecord[]> {
  for await (const batch of records) {
    for (const record of batch) {
      if (record.kind === 'removal') heard.removals++;
      else if (record.kind === 'transaction' && record.note) {
        heard.notes.push({ place: record.place, ...record.note });
      }
    }
    yield batch;
  }
}

async function tell(
  imports: readonly Imported[],
  refused: readonly BankFileRefused[],
  options: Options,
): Promise<void> {
  if (options.report !== undefined) {
    await writeReport(
      options.report,
      imports.flatMap(({ quarantined }) => quarantined),
    );
  }
  const json = {
    imports: imports.map(({ receipt, ...rest }) => ({ ...receipt, ...rest })),
    refused: refused.map(({ fileName, code, place, remedy, message }) => ({
      fileName,
      code,
      place,
      message,
      remedy,
    })),
  };
  printAnswer({ json, text: imports.flatMap(importLines) }, options.json === true);
}

async function writeReport(path: string, rows: readonly QuarantinedRow[]): Promise<void> {
  await writeFile(path, quarantineCsv(rows)).catch((error: Error) => {
    throw workFailed(
      `${path}: ${error.message}. The import itself is done; name a file that can be written and repeat it.`,
    );
  });
}
