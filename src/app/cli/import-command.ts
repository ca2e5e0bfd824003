import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { QuarantinedRow } from '../../ingest/bank-record.ts';
import type { ImportReceipt } from '../../members/bank-store-port.ts';
import { importBankFile } from '../../members/import-bank-file.ts';
import { quarantineCsv } from '../../members/quarantine-csv.ts';
import { openBankFile, parseReading } from '../bank-file.ts';
import { workFailed } from './command-failure.ts';
import { printAnswer } from './print.ts';
import { withServices } from './with-services.ts';

type Options = { format: string; csvMapping?: string; report?: string; json?: true };

type Imported = { readonly receipt: ImportReceipt; readonly quarantined: readonly QuarantinedRow[] };

const QUARANTINED_SHOWN_MAX = 20;

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
    .action(async (files: string[], options: Options, command: Command) => {
      const how = await parseReading(options);
      const importedBy = { role: 'operator', name: userInfo().username } as const;
      const imports = await withServices(command, async (services) => {
        const done: Imported[] = [];
        for (const path of files) {
          const { fileName, read } = await openBankFile(path, how, services.config.IMPORT_MAX_BYTES);
          const receipt = await importBankFile(services, { fileName, records: read() }, importedBy);
          done.push({ receipt, quarantined: await services.bankStore.quarantinedRows(receipt.importId) });
        }
        return done;
      });
      const quarantined = imports.flatMap((one) => one.quarantined);
      if (options.report !== undefined) await writeReport(options.report, quarantined);
      const json = { imports: imports.map(({ receipt, ...rest }) => ({ ...receipt, ...rest })) };
      printAnswer({ json, text: imports.flatMap(importLines) }, options.json === true);
      if (imports.some(({ receipt }) => receipt.rowsAccepted === 0)) process.exitCode = 1;
    });
}

async function writeReport(path: string, rows: readonly QuarantinedRow[]): Promise<void> {
  await writeFile(path, quarantineCsv(rows)).catch((error: Error) => {
    throw workFailed(
      `${path}: ${error.message}. The import itself is done; name a file that can be written and repeat it.`,
    );
  });
}

function importLines({ receipt, quarantined }: Imported): readonly string[] {
  const { fileName, rowsRead, rowsAccepted, rowsUnchanged, rowsQuarantined } = receipt;
  const hidden = quarantined.length - QUARANTINED_SHOWN_MAX;
  return [
    `${fileName}: ${rowsRead} rows read, ${rowsAccepted} accepted (${rowsUnchanged} known already), ${rowsQuarantined} quarantined`,
    ...quarantined
      .slice(0, QUARANTINED_SHOWN_MAX)
      .map(({ place, code, message }) => `  ${place}: ${message} (${code})`),
    ...(hidden > 0 ? [`  … and ${hidden} more; --report FILE.csv or --json lists all of them`] : []),
    ...(rowsAccepted === 0 ? ['Nothing in it could be taken in.'] : membersLines(receipt)),
  ];
}

function membersLines({ memberIds, returnedMemberIds }: ImportReceipt): readonly string[] {
  const [first] = memberIds;
  if (first === undefined) return [];
  return [
    `Members: ${memberIds.join(', ')}`,
    ...(returnedMemberIds.length === 0
      ? []
      : [`Erased before, and here again by this file without consent: ${returnedMemberIds.join(', ')}`]),
    'Nothing is analysed before the member agrees. On a member’s behalf:',
    `  npx spendsense consent grant ${first} --by YOUR-NAME --reason "how they agreed"`,
  ];
}
