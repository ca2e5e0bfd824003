import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { profileQuery } from '../api/member.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { MemberPage } from './MemberPage.tsx';

/** An operator's view of one member's page, with a bar that says so. */
export function MemberViewPage() {
  const { texts } = useTexts();
  const { memberId } = useParams({ from: '/members/$memberId' });
  const { data: profile } = useQuery(profileQuery(memberId));
  return (
    <>
      <aside className="mb-4 flex flex-wrap items-center gap-x-5 gap-y-1 rounded-card bg-brand-wash px-5 py-3 text-sm">
        <Link
          to="/operator"
          className="inline-flex min-h-9 items-center gap-1.5 font-semibold text-brand hover:text-brand-strong"
        >
          <ArrowLeft aria-hidden="true" className="size-4" />
          {texts.shell.allMembers}
        </Link>
        <p>
          {texts.dashboard.viewing(profile?.displayName ?? memberId)}
          {profile?.isSample && ` ${texts.dashboard.sample}.`}
        </p>
      </aside>
      <MemberPage key={memberId} memberId={memberId} isOperator />
    </>
  );
}
