import { Link } from '@tanstack/react-router';
import { PageTitle } from '../components/PageTitle.tsx';
import { useTexts } from '../text/TextProvider.tsx';

/** A page that has only one thing to say, and a way on. */
export function MessagePage({ title, body }: { title: string; body: string }) {
  const { texts } = useTexts();
  return (
    <div className="arrive mx-auto max-w-xl pt-8 sm:pt-16">
      <PageTitle documentTitle={title}>{title}</PageTitle>
      <p className="mt-4 mb-6 text-lg text-soft">{body}</p>
      <Link
        to="/"
        className="inline-flex min-h-11 items-center rounded-control bg-brand px-5 font-semibold text-on-brand hover:bg-brand-strong"
      >
        {texts.failure.home}
      </Link>
    </div>
  );
}
