import { useQuery } from '@tanstack/react-query';
import type { Profile } from '../../src/http/contract.ts';
import { profileQuery, recommendationsQuery } from '../api/member.ts';
import { ConsentControl } from '../components/ConsentControl.tsx';
import { ConsentScreen } from '../components/ConsentScreen.tsx';
import { FailurePanel } from '../components/FailurePanel.tsx';
import { NoConsentOnBehalf } from '../components/NoConsentOnBehalf.tsx';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
import { PageTitle } from '../components/PageTitle.tsx';
import { PersonaIntro } from '../components/PersonaIntro.tsx';
import { RecommendationCard } from '../components/RecommendationCard.tsx';
import { leadOf, RecommendationSections } from '../components/RecommendationSections.tsx';
import { YourData } from '../components/YourData.tsx';
import { useTexts } from '../text/TextProvider.tsx';

type MemberPageProps = {
  readonly memberId: string;
  /** Operators see the same page, and change consent on the member's behalf, with a reason. */
  readonly isOperator: boolean;
};

/** A member's page in whatever state they are: asked for consent, being read, or shown their ideas. */
export function MemberPage({ memberId, isOperator }: MemberPageProps) {
  const profile = useQuery(profileQuery(memberId));
  if (profile.isPending) return <PageSkeleton />;
  if (profile.isError && !profile.data) {
    return <FailurePanel error={profile.error} onRetry={profile.refetch} />;
  }
  const { consent, displayName } = profile.data;
  const onBehalfOf = isOperator ? (displayName ?? memberId) : null;
  if (consent.status !== 'granted') {
    return (
      <>
        {onBehalfOf === null ? (
          <ConsentScreen key={consent.status} memberId={memberId} consent={consent} />
        ) : (
          <NoConsentOnBehalf key={consent.status} memberId={memberId} name={onBehalfOf} consent={consent} />
        )}
        <YourData memberId={memberId} onBehalfOf={onBehalfOf} />
      </>
    );
  }
  return (
    <>
      <Ideas profile={profile.data} />
      <ConsentControl memberId={memberId} consent={consent} onBehalfOf={onBehalfOf} />
      <YourData memberId={memberId} onBehalfOf={onBehalfOf} />
    </>
  );
}

function Ideas({ profile }: { profile: Profile }) {
  const { texts, language } = useTexts();
  const recommendations = useQuery(recommendationsQuery(profile.memberId, language));
  if (recommendations.isPending) return <PageSkeleton />;
  if (recommendations.isError && !recommendations.data) {
    return <FailurePanel error={recommendations.error} onRetry={recommendations.refetch} />;
  }
  const shown = recommendations.data;
  // The server may know of a revocation, in another tab say, before this page's profile does.
  if (shown.state !== 'ready') {
    return <Notice title={texts.dashboard.notAnalysedTitle} body={texts.dashboard.notAnalysed} />;
  }
  const lead = leadOf(shown);
  return (
    <>
      <div className="grid gap-8 pt-4 lg:grid-cols-12 lg:gap-12 lg:pt-8">
        <div className="lg:sticky lg:top-8 lg:col-span-5 lg:self-start lg:pt-28">
          <PersonaIntro profile={profile} />
        </div>
        <section aria-labelledby="lead-title" className="min-w-0 lg:col-span-7">
          <h2 id="lead-title" className="sr-only">
            {texts.dashboard.oneIdea}
          </h2>
          {lead ? (
            <RecommendationCard recommendation={lead} persona={shown.persona} locale={shown.locale} isLead />
          ) : (
            <Notice title={texts.dashboard.nothingTitle} body={texts.dashboard.nothing} isInPage />
          )}
        </section>
      </div>
      <RecommendationSections recommendations={shown} />
    </>
  );
}

function Notice({ title, body, isInPage = false }: { title: string; body: string; isInPage?: boolean }) {
  return (
    <div role="status" className="arrive max-w-2xl pt-6">
      {isInPage ? (
        <p className="text-xl font-bold">{title}</p>
      ) : (
        <PageTitle documentTitle={title}>{title}</PageTitle>
      )}
      <p className="mt-3 text-lg text-soft">{body}</p>
    </div>
  );
}
