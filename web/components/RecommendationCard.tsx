import { Handshake } from 'lucide-react';
import type { Recommendations, RecommendationView } from '../../src/http/contract.ts';
import { useMedia } from '../api/media.ts';
import { formatQuantity } from '../format/quantity.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { EvidenceList } from './EvidenceList.tsx';
import { DismissedNote, FeedbackBar } from './FeedbackBar.tsx';
import { FilmSlot } from './FilmSlot.tsx';
import { FilmTranscript } from './FilmTranscript.tsx';
import { OwnPictureRow } from './OwnPicture.tsx';

export type RecommendationCardProps = {
  readonly recommendation: RecommendationView;
  /** The persona whose lesson the film is; null where the member has none. */
  readonly persona: string | null;
  /** The language of its words. */
  readonly locale: Recommendations['locale'];
  /** The one idea at the top of the page stands larger than the others. */
  readonly isLead?: boolean;
};

/** One recommendation: its film where it has one, its title, its "because", what we know it from, its disclosure. */
export function RecommendationCard({
  recommendation,
  persona,
  locale,
  isLead = false,
}: RecommendationCardProps) {
  const { texts, language } = useTexts();
  const lesson = { persona: persona ?? '', topic: recommendation.topic, locale };
  const { media, checkAgain } = useMedia(lesson, persona === null ? null : recommendation.media);
  const { title, ownInfographic: picture } = recommendation;
  const isPictureInFrame = media?.status === 'ready' && media.url === null;
  const [first] = recommendation.evidence;
  const ownNumber = first ? formatQuantity(first.value, first.unit, language) : null;
  if (recommendation.feedback === 'dismissed') return <DismissedNote recommendation={recommendation} />;
  const titleId = `recommendation-${recommendation.id}`;
  return (
    <article
      aria-labelledby={titleId}
      className={`arrive flex flex-col rounded-card ${recommendation.kind === 'offer' ? 'border-2 border-dashed border-accent/45 bg-accent-wash' : 'border border-line bg-surface'} ${isLead ? 'shadow-lifted' : 'shadow-card'}`}
    >
      {media && (
        <FilmSlot
          lesson={lesson}
          media={media}
          title={title}
          ownNumber={ownNumber}
          ownPicture={picture}
          checkAgain={checkAgain}
        />
      )}
      <div className="flex flex-1 flex-col gap-3 p-5 sm:p-6">
        {recommendation.kind === 'offer' && <OfferLabel />}
        <Heading id={titleId} locale={locale} isLead={isLead}>
          {title}
        </Heading>
        {isLead && first && ownNumber !== null && (
          <LeadNumber value={ownNumber} label={first.label} locale={locale} />
        )}
        <p lang={locale} className="text-soft">
          {recommendation.summary}
        </p>
        <Rationale text={recommendation.rationale} locale={locale} />
        {picture && !isPictureInFrame && (
          <OwnPictureRow picture={picture} title={title} exampleUrl={media?.infographicUrl ?? null} />
        )}
        <div className="mt-auto">
          <div className="flex flex-wrap gap-x-3">
            <EvidenceList evidence={recommendation.evidence} locale={locale} />
            {media?.status === 'ready' && <FilmTranscript media={media} title={title} locale={locale} />}
          </div>
          <p className="border-t border-line pt-3 text-xs text-soft">
            {texts.card.disclosureNote}
            <span lang="en">{recommendation.disclosure}</span>
          </p>
          <FeedbackBar recommendation={recommendation} />
        </div>
      </div>
    </article>
  );
}

function Heading(props: { id: string; locale: string; isLead: boolean; children: string }) {
  return (
    <h3
      id={props.id}
      lang={props.locale}
      className={props.isLead ? 'text-2xl font-bold sm:text-3xl' : 'text-xl font-bold'}
    >
      {props.children}
    </h3>
  );
}

function OfferLabel() {
  const { texts } = useTexts();
  return (
    <p className="inline-flex items-center gap-1.5 self-start rounded-full bg-surface px-3 py-1 text-xs font-semibold text-accent">
      <Handshake aria-hidden="true" className="size-4" />
      {texts.card.offer}
    </p>
  );
}

function LeadNumber({ value, label, locale }: { value: string; label: string; locale: string }) {
  return (
    <p className="flex flex-wrap items-baseline gap-x-3">
      <span className="figures text-5xl font-bold text-brand sm:text-6xl">{value}</span>
      <span lang={locale} className="text-sm text-soft">
        {label}
      </span>
    </p>
  );
}

function Rationale({ text, locale }: { text: string; locale: string }) {
  const { texts } = useTexts();
  return (
    <p className="border-l-3 border-brand pl-4">
      {!startsWithBecause(text) && <span className="font-semibold">{texts.card.because}: </span>}
      <span lang={locale}>{text}</span>
    </p>
  );
}

function startsWithBecause(text: string): boolean {
  return /^(because|porque)\b/i.test(text.trimStart());
}
