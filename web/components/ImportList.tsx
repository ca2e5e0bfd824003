import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { operatorImportsQuery } from '../api/operator.ts';
import { formatDay } from '../format/quantity.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { failureText } from './FailurePanel.tsx';

/** What came in, the latest first, and what had to be put aside. */
export function ImportList() {
  const { texts, language } = useTexts();
  const imports = useQuery(operatorImportsQuery);
  return (
    <section aria-labelledby="imports-title" className="mt-14">
      <h2 id="imports-title" className="text-2xl font-bold">
        {texts.imports.title}
      </h2>
      {imports.isError && <p className="mt-3 text-soft">{failureText(imports.error, texts)}</p>}
      {imports.data?.length === 0 && <p className="mt-3 text-soft">{texts.imports.none}</p>}
      <ul className="mt-3 divide-y divide-line">
        {imports.data?.map((one) => (
          <li key={one.importId} className="flex flex-wrap items-center justify-between gap-x-6 py-2">
            <p className="min-w-0 break-words">
              <span className="font-semibold">{one.fileName}</span>{' '}
              <span className="figures text-sm text-soft">
                {formatDay(one.importedAt, language)} ·{' '}
                {texts.imports.counts(one.rowsAccepted, one.rowsQuarantined)}
              </span>
            </p>
            {one.quarantineUrl !== null && (
              <a
                href={one.quarantineUrl}
                download={`quarantine-${one.importId}.csv`}
                aria-label={texts.imports.downloadOf(one.fileName)}
                className="inline-flex min-h-11 items-center gap-1.5 text-sm font-semibold text-brand hover:text-brand-strong"
              >
                <Download aria-hidden="true" className="size-4" />
                {texts.imports.download}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
