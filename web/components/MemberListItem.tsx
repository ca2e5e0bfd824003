import { Link } from '@tanstack/react-router';
import { Circle, CircleCheck, CircleSlash } from 'lucide-react';
import { useState } from 'react';
import type { Consent } from '../../src/http/contract.ts';
import type { ConsentChange } from '../api/member.ts';
import type { MemberRow } from '../api/operator.ts';
import { formatDay } from '../format/quantity.ts';
import type { Texts } from '../text/en.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { Button } from './Button.tsx';
import { LazyConsentDialog } from './LazyConsentDialog.tsx';
import { personaWords } from './PersonaIntro.tsx';

/** What an operator can do about a member's consent now, and why not the other. */
export function consentActions(status: Consent['status'], { behalf }: Texts) {
  const isGranted = status === 'granted';
  return {
    grant: { disabledReason: isGranted ? behalf.alreadyGranted : null },
    revoke: { disabledReason: isGranted ? null : behalf.notGranted },
  } satisfies Record<ConsentChange['action'], { disabledReason: string | null }>;
}

/** One member in the operator's list. */
export function MemberListItem({ member }: { member: MemberRow }) {
  const { texts } = useTexts();
  const [asking, setAsking] = useState<ConsentChange['action'] | null>(null);
  const name = member.displayName ?? member.memberId;
  const actions = consentActions(member.consent.status, texts);
  return (
    <li className="grid items-center gap-x-6 gap-y-3 rounded-card border border-line bg-surface p-5 shadow-card md:grid-cols-[minmax(0,2.2fr)_minmax(0,1.4fr)_auto]">
      <MemberName member={member} name={name} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 md:flex-col md:items-start">
        <ConsentState status={member.consent.status} />
        <p className="text-sm text-soft">
          {member.persona ? personaWords(texts.personas, member.persona).name : texts.operator.noPersona}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          look="quiet"
          disabledReason={actions.grant.disabledReason}
          aria-label={texts.operator.grantFor(name)}
          aria-haspopup="dialog"
          onClick={() => setAsking('grant')}
        >
          {texts.operator.grant}
        </Button>
        <Button
          look="quiet"
          disabledReason={actions.revoke.disabledReason}
          aria-label={texts.operator.revokeFor(name)}
          aria-haspopup="dialog"
          onClick={() => setAsking('revoke')}
        >
          {texts.operator.revoke}
        </Button>
      </div>
      {asking && (
        <LazyConsentDialog
          memberId={member.memberId}
          action={asking}
          onBehalfOf={name}
          onClose={() => setAsking(null)}
        />
      )}
    </li>
  );
}

function MemberName({ member, name }: { member: MemberRow; name: string }) {
  const { texts, language } = useTexts();
  return (
    <div className="min-w-0">
      <h2 className="flex flex-wrap items-center gap-2 text-lg font-bold">
        <Link
          to="/members/$memberId"
          params={{ memberId: member.memberId }}
          aria-label={texts.operator.open(name)}
          className="min-w-0 break-words underline decoration-line decoration-2 underline-offset-4 hover:text-brand hover:decoration-brand"
        >
          {name}
        </Link>
        {member.erasedAt !== null && (
          <span className="rounded-full border border-line px-2.5 py-0.5 text-xs font-semibold text-caution">
            {texts.operator.erasedBefore(formatDay(member.erasedAt, language))}
          </span>
        )}
        {member.isSample && (
          <span className="rounded-full bg-brand-wash px-2.5 py-0.5 text-xs font-semibold text-brand">
            {texts.operator.sample}
          </span>
        )}
      </h2>
      {member.displayName && <p className="break-all text-xs text-soft">{member.memberId}</p>}
      {member.story && (
        <p lang="en" className="mt-1 text-sm text-soft">
          {member.story}
        </p>
      )}
    </div>
  );
}

const consentLooks = {
  granted: { Icon: CircleCheck, color: 'text-good' },
  none: { Icon: Circle, color: 'text-soft' },
  revoked: { Icon: CircleSlash, color: 'text-caution' },
} as const;

function ConsentState({ status }: { status: Consent['status'] }) {
  const { texts } = useTexts();
  const { Icon, color } = consentLooks[status];
  return (
    <p className={`flex items-center gap-1.5 text-sm font-semibold ${color}`}>
      <Icon aria-hidden="true" className="size-4.5" />
      {texts.operator.consent[status]}
    </p>
  );
}
