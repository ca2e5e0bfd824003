import { useState } from 'react';
import type { Consent } from '../../src/http/contract.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { Button } from './Button.tsx';
import { LazyConsentDialog } from './LazyConsentDialog.tsx';
import { PageTitle } from './PageTitle.tsx';

/** What an operator sees of a member without consent: the fact, and the way to record a yes given elsewhere. */
export function NoConsentOnBehalf(props: { memberId: string; name: string; consent: Consent }) {
  const { texts } = useTexts();
  const [isAsking, setIsAsking] = useState(false);
  const isRevoked = props.consent.status === 'revoked';
  const title = isRevoked ? texts.behalf.revokedTitle : texts.behalf.noneTitle;
  return (
    <div className="arrive max-w-2xl">
      <PageTitle documentTitle={title}>{title}</PageTitle>
      <p className="mt-3 mb-6 text-lg text-soft">{isRevoked ? texts.behalf.revoked : texts.behalf.none}</p>
      <Button look="quiet" aria-haspopup="dialog" onClick={() => setIsAsking(true)}>
        {texts.behalf.grant}
      </Button>
      {isAsking && (
        <LazyConsentDialog
          memberId={props.memberId}
          action="grant"
          onBehalfOf={props.name}
          onClose={() => setIsAsking(false)}
        />
      )}
    </div>
  );
}
