import { useTexts } from '../text/TextProvider.tsx';
import { Button } from './Button.tsx';

/** Shown where rendering itself failed, for instance because a part of the app could not be loaded. */
export function CrashScreen() {
  const { texts } = useTexts();
  return (
    <main id="content" className="mx-auto max-w-lg px-4 py-24" role="alert">
      <h1 className="text-2xl font-bold">{texts.failure.title}</h1>
      <p className="mt-3 mb-6 text-soft">{texts.failure.crashed}</p>
      <Button onClick={() => window.location.reload()}>{texts.failure.reload}</Button>
    </main>
  );
}
