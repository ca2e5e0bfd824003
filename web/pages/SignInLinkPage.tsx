import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import { isPassing } from '../api/request.ts';
import { homeOf, useSignIn } from '../api/session.ts';
import { Button } from '../components/Button.tsx';
import { failureText } from '../components/FailurePanel.tsx';
import { PageTitle } from '../components/PageTitle.tsx';
import { useTexts } from '../text/TextProvider.tsx';
import { HowToGetIn, SignInPage } from './SignInPage.tsx';

/**
 * `/sign-in#<token>`: where a sign-in link leads. The token stands behind the `#`, so no server log sees it;
 * it is taken out of the address at once and posted exactly once. Only where the server could not answer
 * is it kept, in memory, for another try.
 */
export function SignInLinkPage() {
  const { texts } = useTexts();
  const navigate = useNavigate();
  const { mutate, ...signIn } = useSignIn();
  const token = useRef<string | null>(null);

  const post = useCallback(() => {
    if (token.current === null) return;
    mutate(token.current, {
      onSuccess: (session) => void navigate({ to: homeOf(session), replace: true }),
    });
  }, [mutate, navigate]);

  useEffect(() => {
    const fragment = window.location.hash.slice(1);
    if (fragment === '' || token.current !== null) return;
    token.current = fragment;
    window.history.replaceState(window.history.state, '', '/sign-in');
    post();
  }, [post]);

  if (signIn.isError && isPassing(signIn.error)) {
    return (
      <div role="alert" className="mx-auto max-w-xl pt-8 sm:pt-16">
        <PageTitle documentTitle={texts.signIn.failedTitle}>{texts.signIn.failedTitle}</PageTitle>
        <p className="mt-4 text-lg text-soft">{failureText(signIn.error, texts)}</p>
        <p className="mt-2 mb-6 text-soft">{texts.signIn.failedKeep}</p>
        <Button onClick={post}>{texts.failure.retry}</Button>
      </div>
    );
  }
  if (signIn.isError) return <SpentLink />;
  if (signIn.isPending || signIn.isSuccess) {
    return (
      <p role="status" className="pt-16 text-center text-lg text-soft">
        {texts.signIn.working}
      </p>
    );
  }
  return <SignInPage />;
}

function SpentLink() {
  const { texts } = useTexts();
  return (
    <div role="alert" className="arrive mx-auto max-w-xl pt-8 sm:pt-16">
      <PageTitle documentTitle={texts.signIn.usedTitle}>{texts.signIn.usedTitle}</PageTitle>
      <p className="mt-4 text-lg">{texts.signIn.used}</p>
      <p className="mt-2 text-lg text-soft">{texts.signIn.usedStep}</p>
      <HowToGetIn />
    </div>
  );
}
