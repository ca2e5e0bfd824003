import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type MemberRow, operatorMembersQuery } from '../api/operator.ts';
import { Button } from '../components/Button.tsx';
import { FailurePanel } from '../components/FailurePanel.tsx';
import { ImportList } from '../components/ImportList.tsx';
import { MemberListItem } from '../components/MemberListItem.tsx';
import { type MemberFilters, MemberSearch } from '../components/MemberSearch.tsx';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
import { PageTitle } from '../components/PageTitle.tsx';
import { useTexts } from '../text/TextProvider.tsx';

const ROWS_STEP = 50;

/** All members at a glance, with consent and persona; search and filters live in the address. */
export function OperatorPage() {
  const { texts } = useTexts();
  const members = useQuery(operatorMembersQuery);
  const filters: MemberFilters = useSearch({ from: '/operator' });
  const navigate = useNavigate({ from: '/operator' });
  const setFilters = (next: MemberFilters) => void navigate({ search: next, replace: true });

  if (members.isPending) return <PageSkeleton />;
  if (members.isError && !members.data) {
    return <FailurePanel error={members.error} onRetry={members.refetch} />;
  }
  const shown = members.data.filter((member) => matches(member, filters));
  return (
    <div className="arrive pt-4">
      <PageTitle documentTitle={texts.operator.title}>{texts.operator.title}</PageTitle>
      <p role="status" className="figures mt-2 text-soft">
        {texts.operator.lead(shown.length, members.data.length)}
      </p>
      <MemberSearch filters={filters} personas={personasOf(members.data)} onChange={setFilters} />
      {members.data.length === 0 && <p className="mt-8 text-soft">{texts.operator.empty}</p>}
      {members.data.length > 0 && shown.length === 0 && <NoMatch onClear={() => setFilters({})} />}
      <MemberRows members={shown} />
      <ImportList />
    </div>
  );
}

function MemberRows({ members }: { members: readonly MemberRow[] }) {
  const { texts } = useTexts();
  const [rowsMax, setRowsMax] = useState(ROWS_STEP);
  return (
    <>
      <ul className="mt-6 space-y-3">
        {members.slice(0, rowsMax).map((member) => (
          <MemberListItem key={member.memberId} member={member} />
        ))}
      </ul>
      {members.length > rowsMax && (
        <Button look="quiet" className="mt-6" onClick={() => setRowsMax(rowsMax + ROWS_STEP)}>
          {texts.operator.more}
        </Button>
      )}
    </>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  const { texts } = useTexts();
  return (
    <div className="mt-8 flex flex-col items-start gap-4">
      <p className="text-soft">{texts.operator.noMatch}</p>
      <Button look="quiet" onClick={onClear}>
        {texts.operator.clear}
      </Button>
    </div>
  );
}

function personasOf(members: readonly MemberRow[]): readonly string[] {
  return [...new Set(members.flatMap(({ persona }) => persona ?? []))].sort();
}

/** Whether a member fits the filters: every one that is set must hold. */
export function matches(member: MemberRow, { q = '', consent, persona }: MemberFilters): boolean {
  const wanted = q.trim().toLocaleLowerCase();
  const isNamed = [member.memberId, member.displayName ?? ''].some((one) =>
    one.toLocaleLowerCase().includes(wanted),
  );
  return (
    isNamed &&
    (consent === undefined || member.consent.status === consent) &&
    (persona === undefined || member.persona === persona)
  );
}
