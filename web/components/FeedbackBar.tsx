import { Bookmark, type LucideIcon, ThumbsDown, ThumbsUp, X } from 'lucide-react';
import type { FeedbackKind, RecommendationView } from '../../src/http/contract.ts';
import { useGiveFeedback } from '../api/feedback.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { failureText } from './FailurePanel.tsx';

type Word = Exclude<FeedbackKind, 'withdrawn'>;

const words: readonly (readonly [Word, LucideIcon])[] = [
  ['helpful', ThumbsUp],
  ['not_helpful', ThumbsDown],
  ['saved', Bookmark],
  ['dismissed', X],
];

/** What a member can say about an idea, quietly, below it. Saying the same again takes it back. */
export function FeedbackBar({ recommendation }: { recommendation: RecommendationView }) {
  const { texts } = useTexts();
  const give = useGiveFeedback(recommendation.id);
  const say = (word: Word) => {
    if (!give.isPending) give.mutate(recommendation.feedback === word ? 'withdrawn' : word);
  };
  return (
    <>
      <fieldset aria-label={texts.feedback.group} className="-mx-2 flex flex-wrap gap-x-1 pt-2">
        {words.map(([word, Icon]) => (
          <button
            key={word}
            type="button"
            aria-pressed={recommendation.feedback === word}
            onClick={() => say(word)}
            className="inline-flex min-h-11 items-center gap-1.5 rounded-control px-2 text-sm text-soft transition-colors duration-200 hover:bg-sunken hover:text-ink aria-pressed:font-semibold aria-pressed:text-brand"
          >
            <Icon aria-hidden="true" className="size-4" />
            {texts.feedback[word]}
          </button>
        ))}
      </fieldset>
      {give.isError && (
        <p role="alert" className="text-sm text-bad">
          {failureText(give.error, texts)}
        </p>
      )}
    </>
  );
}

/** Stands where a dismissed idea stood, until the page is looked at anew. */
export function DismissedNote({ recommendation }: { recommendation: RecommendationView }) {
  const { texts } = useTexts();
  const give = useGiveFeedback(recommendation.id);
  return (
    <div
      role="status"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 self-start rounded-card border border-dashed border-edge px-5 py-3 text-soft"
    >
      <p>{texts.feedback.gone(recommendation.title)}</p>
      <button
        type="button"
        // biome-ignore lint/a11y/noAutofocus: the button that was pressed is gone; its opposite takes the focus
        autoFocus
        className="min-h-11 font-semibold text-brand underline"
        onClick={() => !give.isPending && give.mutate('withdrawn')}
      >
        {texts.feedback.undo}
      </button>
      {give.isError && (
        <p role="alert" className="w-full text-sm text-bad">
          {failureText(give.error, texts)}
        </p>
      )}
    </div>
  );
}
