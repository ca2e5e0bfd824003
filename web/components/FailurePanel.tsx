import { CloudOff } from 'lucide-react';
import { RequestFailed } from '../api/request.ts';
import type { Texts } from '../text/en.ts';
import { useTexts } from '../text/TextProvider.tsx';
import { Button } from './Button.tsx';

/** Says in plain words what failed and offers to try again. */
export function FailurePanel({ error, onRetry }: { error: unknown; onRetry: () => unknown }) {
  const { texts } = useTexts();
  return (
    <section
      role="alert"
      className="mx-auto flex max-w-lg flex-col items-start gap-4 rounded-card border border-line bg-surface p-6 shadow-card sm:p-8"
    >
      <CloudOff aria-hidden="true" className="size-8 text-bad" />
      <div>
        <h2 className="text-xl font-bold">{texts.failure.title}</h2>
        <p className="mt-2 text-soft">{failureText(error, texts)}</p>
      </div>
      <Button onClick={() => onRetry()}>{texts.failure.retry}</Button>
    </section>
  );
}

/** The server's own words where it refused with reasons; ours where it had none or was in trouble. */
export function failureText(error: unknown, texts: Texts): string {
  if (!(error instanceof RequestFailed)) return texts.failure.unknown;
  if (error.status === 0) return texts.failure.unreachable;
  if (error.status === 429) return texts.failure.tooMany;
  if (error.status >= 500) return texts.failure.server;
  if (error.message !== '') return error.message;
  if (error.status === 403) return texts.failure.forbidden;
  if (error.status === 404) return texts.failure.notFound;
  return texts.failure.unknown;
}
