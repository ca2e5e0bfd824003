import { useQuery } from '@tanstack/react-query';
import { Download, FileSearch, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { consentHistoryQuery, exportUrlOf, traceUrlOf } from '../api/member-data.ts';
import { formatDay } from '../format/quantity.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { Disclosure } from './Disclosure.tsx';

const EraseDialog = lazy(async () => ({ default: (await import('./EraseDialog.tsx')).EraseDialog }));

type YourDataProps = { readonly memberId: string; readonly onBehalfOf: string | null };

const entryLook =
  'inline-flex min-h-11 items-center gap-1.5 rounded-lg text-sm font-semibold text-brand hover:text-brand-strong';

/**
 * Quiet entries, whether consent is given or not: take your data along, or have it forgotten; for operators,
 * why the member sees what they see.
 */
export function YourData({ memberId, onBehalfOf }: YourDataProps) {
  const { texts } = useTexts();
  const [isAsking, setIsAsking] = useState(false);
  const isOwn = onBehalfOf === null;
  return (
    <div className="mt-4 flex flex-wrap items-start gap-x-6 px-1">
      <a href={exportUrlOf(memberId)} download="spendsense-export.json" className={entryLook}>
        <Download aria-hidden="true" className="size-4" />
        {isOwn ? texts.yourData.download : texts.yourData.downloadTheirs}
      </a>
      {!isOwn && (
        <a href={traceUrlOf(memberId)} download="spendsense-trace.json" className={entryLook}>
          <FileSearch aria-hidden="true" className="size-4" />
          {texts.yourData.trace}
        </a>
      )}
      <button type="button" aria-haspopup="dialog" className={entryLook} onClick={() => setIsAsking(true)}>
        <Trash2 aria-hidden="true" className="size-4" />
        {isOwn ? texts.yourData.erase : texts.yourData.eraseTheirs}
      </button>
      <ConsentWords memberId={memberId} />
      {isAsking && (
        <Suspense fallback={null}>
          <EraseDialog memberId={memberId} onBehalfOf={onBehalfOf} onClose={() => setIsAsking(false)} />
        </Suspense>
      )}
    </div>
  );
}

function ConsentWords({ memberId }: { memberId: string }) {
  const { texts, language } = useTexts();
  const [isWanted, setIsWanted] = useState(false);
  const words = useQuery({ ...consentHistoryQuery(memberId), enabled: isWanted });
  return (
    <Disclosure summary={texts.yourData.history} onOpen={() => setIsWanted(true)}>
      {words.isPending && <p>{texts.shell.loading}</p>}
      {words.isError && <p>{texts.yourData.noHistory}</p>}
      {words.data?.history.length === 0 && <p>{texts.yourData.nothingSaid}</p>}
      <ul className="space-y-1">
        {words.data?.history.map(({ action, by, name, reason, at }) => (
          <li key={`${at}:${action}`}>
            {texts.yourData.said(
              action,
              formatDay(at, language),
              by === 'member' ? null : { by: name, why: reason },
            )}
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
