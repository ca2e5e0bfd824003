import { Eye, EyeOff, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Consent } from '../../src/http/contract.ts';
import { useChangeConsent } from '../api/member.ts';
import { formatDay } from '../format/quantity.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { Button } from './Button.tsx';
import { failureText } from './FailurePanel.tsx';
import { PageTitle } from './PageTitle.tsx';

/** Asks a member for consent. Nothing is ticked beforehand, and leaving is as easy as agreeing. */
export function ConsentScreen({ memberId, consent }: { memberId: string; consent: Consent }) {
  const { texts } = useTexts();
  const change = useChangeConsent(memberId);
  const isRevoked = consent.status === 'revoked';
  const title = isRevoked ? texts.consent.revokedTitle : texts.consent.title;
  return (
    <div className="arrive mx-auto max-w-3xl">
      <PageTitle documentTitle={title} className="mt-4 sm:mt-10">
        {title}
      </PageTitle>
      <p className="mt-4 max-w-2xl text-lg text-soft">
        {isRevoked ? <RevokedLead since={consent.since} /> : texts.consent.lead}
      </p>
      <div className="mt-8 grid gap-4 sm:grid-cols-2">
        <Point icon={<Eye aria-hidden="true" />} title={texts.consent.looksTitle}>
          <Bullets lines={texts.consent.looks} />
        </Point>
        <Point icon={<EyeOff aria-hidden="true" />} title={texts.consent.looksNotTitle}>
          <Bullets lines={texts.consent.looksNot} />
        </Point>
        <div className="sm:col-span-2">
          <Point icon={<Undo2 aria-hidden="true" />} title={texts.consent.backTitle}>
            <p>{texts.consent.back}</p>
          </Point>
        </div>
      </div>
      <div className="mt-8 flex flex-col items-start gap-4">
        <Button
          className="w-full text-lg sm:w-auto sm:px-8"
          onClick={() => !change.isPending && change.mutate({ action: 'grant' })}
        >
          {change.isPending ? texts.consent.granting : texts.consent.grant}
        </Button>
        {change.isError && (
          <p role="alert" className="rounded-control bg-bad-wash px-4 py-3 text-bad">
            {failureText(change.error, texts)}
          </p>
        )}
        <p className="text-sm text-soft">{texts.consent.notNow}</p>
      </div>
    </div>
  );
}

function RevokedLead({ since }: { since: string | null }) {
  const { texts, language } = useTexts();
  return since === null
    ? texts.consent.revokedLeadNoDay
    : texts.consent.revokedLead(formatDay(since, language));
}

function Point(props: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section className="h-full rounded-card border border-line bg-surface p-6 shadow-card">
      <h2 className="flex items-center gap-3 text-lg font-bold">
        <span className="text-brand">{props.icon}</span>
        {props.title}
      </h2>
      <div className="mt-3 text-soft">{props.children}</div>
    </section>
  );
}

function Bullets({ lines }: { lines: readonly string[] }) {
  return (
    <ul className="space-y-2">
      {lines.map((line) => (
        <li key={line} className="flex gap-2.5">
          <span aria-hidden="true" className="mt-[0.6em] size-1.5 shrink-0 rounded-full bg-brand" />
          {line}
        </li>
      ))}
    </ul>
  );
}
