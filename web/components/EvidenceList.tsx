import type { RecommendationView } from '../../src/http/contract.ts';
import { formatQuantity } from '../format/quantity.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { Disclosure } from './Disclosure.tsx';

/** "How we know": every number the rationale cites, with its unit and what stands behind it. */
export function EvidenceList({
  evidence,
  locale,
}: Pick<RecommendationView, 'evidence'> & { readonly locale: string }) {
  const { texts, language } = useTexts();
  return (
    <Disclosure summary={texts.card.howWeKnow}>
      {evidence.length === 0 && <p>{texts.card.noEvidence}</p>}
      {evidence.length > 0 && (
        <dl className="divide-y divide-line">
          {evidence.map(({ label, value, unit, transactionIds, accountIds }) => {
            const sources = texts.card.sources(transactionIds.length, accountIds.length);
            return (
              <div key={`${label}:${unit}`} className="flex items-baseline justify-between gap-4 py-2">
                <dt>
                  <span lang={locale}>{label}</span>
                  {sources && <span className="block text-xs">{texts.card.from(sources)}</span>}
                </dt>
                <dd className="figures shrink-0 text-base font-semibold text-ink">
                  {formatQuantity(value, unit, language)}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </Disclosure>
  );
}
