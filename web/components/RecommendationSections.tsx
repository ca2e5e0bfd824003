import { Leaf } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Recommendations, RecommendationView } from '../../src/http/contract.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { RecommendationCard } from './RecommendationCard.tsx';

/** Everything below the lead card: other films, ideas to read, offers, each under a heading of its own. */
export function RecommendationSections({ recommendations }: { recommendations: Recommendations }) {
  const { texts } = useTexts();
  const { films, readings, offers } = sorted(recommendations);
  const { persona, locale } = recommendations;
  return (
    <>
      {recommendations.filmNote === 'general_persona' && <NoFilmNote />}
      <CardGrid
        title={texts.dashboard.moreFilms}
        items={films}
        persona={persona}
        locale={locale}
        columnsMax={2}
      />
      <CardGrid
        title={texts.dashboard.moreReading}
        items={readings}
        persona={persona}
        locale={locale}
        columnsMax={3}
      />
      <CardGrid
        title={texts.dashboard.offers}
        items={offers}
        persona={persona}
        locale={locale}
        columnsMax={3}
      >
        <p className="mt-2 text-soft">{texts.dashboard.offersNote}</p>
      </CardGrid>
    </>
  );
}

/** The one idea that stands at the top: the first education item, or whatever comes first. */
export function leadOf({ items }: Pick<Recommendations, 'items'>): RecommendationView | null {
  return items.find(({ kind }) => kind === 'education') ?? items[0] ?? null;
}

function sorted(recommendations: Recommendations) {
  const lead = leadOf(recommendations);
  const rest = recommendations.items.filter((item) => item !== lead);
  const ideas = rest.filter(({ kind }) => kind === 'education');
  return {
    films: ideas.filter(({ media }) => media !== null),
    readings: ideas.filter(({ media }) => media === null),
    offers: rest.filter(({ kind }) => kind === 'offer'),
  };
}

function CardGrid(props: {
  title: string;
  items: readonly RecommendationView[];
  persona: string | null;
  locale: Recommendations['locale'];
  columnsMax: 2 | 3;
  children?: ReactNode;
}) {
  if (props.items.length === 0) return null;
  return (
    <section className="mt-14">
      <h2 className="text-2xl font-bold">{props.title}</h2>
      {props.children}
      <ul
        className={`mt-5 grid items-stretch gap-5 has-[[data-row][open]]:items-start ${columnsFor(props.items.length, props.columnsMax)}`}
      >
        {props.items.map((item) => (
          <li key={item.id} className="grid min-w-0">
            <RecommendationCard recommendation={item} persona={props.persona} locale={props.locale} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Rows come out full where they can: two or four cards stand in pairs. */
function columnsFor(count: number, columnsMax: 2 | 3): string {
  if (count === 1) return 'max-w-2xl';
  return columnsMax === 2 || count === 2 || count === 4 ? 'md:grid-cols-2' : 'md:grid-cols-2 lg:grid-cols-3';
}

function NoFilmNote() {
  const { texts } = useTexts();
  return (
    <aside className="mt-10 flex gap-4 rounded-card bg-brand-wash p-6">
      <Leaf aria-hidden="true" className="mt-0.5 size-6 shrink-0 text-brand" />
      <div>
        <h2 className="text-lg font-bold">{texts.dashboard.noFilmTitle}</h2>
        <p className="mt-1 text-soft">{texts.dashboard.noFilm}</p>
      </div>
    </aside>
  );
}
