import { z } from 'zod';
import type { BankStore } from '../../members/bank-store-port.ts';
import type { ImportReports } from '../../members/import-reports-port.ts';
import { quarantineCsv } from '../../members/quarantine-csv.ts';
import { importListSchema } from '../contract.ts';
import { presentImport } from '../present-member.ts';
import { sendProblem } from '../problem.ts';
import { registerRoute } from '../route.ts';
import type { HttpServer } from '../server.ts';

const IMPORTS_SHOWN_MAX = 100;

export function registerImportRoutes(
  server: HttpServer,
  { imports, bankStore }: { imports: ImportReports; bankStore: BankStore },
): void {
  registerRoute(server, 'operatorImports', { answer: importListSchema }, async () => ({
    imports: (await imports.latest(IMPORTS_SHOWN_MAX)).map(presentImport),
  }));

  registerRoute(
    server,
    'importQuarantine',
    { params: z.object({ importId: z.string().min(1).max(64) }) },
    async ({ params, reply }) => {
      const report = await imports.find(params.importId);
      if (!report) {
        return sendProblem(reply, 404, { code: 'UNKNOWN_IMPORT', message: 'There is no such import.' });
      }
      return reply
        .header('content-disposition', 'attachment; filename="quarantine.csv"')
        .header('cache-control', 'no-store')
        .header('x-content-type-options', 'nosniff')
        .type('text/csv; charset=utf-8')
        .send(quarantineCsv(await bankStore.quarantinedRows(params.importId)));
    },
  );
}
