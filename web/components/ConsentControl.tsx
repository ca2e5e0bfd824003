import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { Consent } from '../../src/http/contract.ts';
import { formatDay } from '../format/quantity.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { Button } from './Button.tsx';
import { LazyConsentDialog } from './LazyConsentDialog.tsx';

type ConsentControlProps = {
  readonly memberId: string;
  readonly consent: Consent;
  readonly onBehalfOf: string | null;
};

/** Where consent in force is seen and can be taken back. */
export function ConsentControl({ memberId, consent, onBehalfOf }: ConsentControlProps) {
  const { texts } = useTexts();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <section
      aria-labelledby="consent-title"
      className="mt-14 flex flex-col items-start gap-4 rounded-card bg-sunken p-6 sm:flex-row sm:items-center sm:p-8"
    >
      <ShieldCheck aria-hidden="true" className="size-8 shrink-0 text-good" />
      <div className="flex-1">
        <h2 id="consent-title" className="text-lg font-bold">
          {onBehalfOf === null ? texts.consent.controlTitle : texts.behalf.controlTitle}
        </h2>
        <p className="mt-1 text-soft">
          <SinceWhen consent={consent} isOnBehalf={onBehalfOf !== null} />
        </p>
      </div>
      <Button look="quiet" aria-haspopup="dialog" onClick={() => setIsAsking(true)}>
        {onBehalfOf === null ? texts.consent.revoke : texts.behalf.revoke}
      </Button>
      {isAsking && (
        <LazyConsentDialog
          memberId={memberId}
          action="revoke"
          onBehalfOf={onBehalfOf}
          onClose={() => setIsAsking(false)}
        />
      )}
    </section>
  );
}

function SinceWhen({ consent, isOnBehalf }: { consent: Consent; isOnBehalf: boolean }) {
  const { texts, language } = useTexts();
  if (consent.since === null) return texts.consent.sinceNoDay;
  const day = formatDay(consent.since, language);
  return isOnBehalf ? texts.behalf.since(day) : texts.consent.since(day);
}
