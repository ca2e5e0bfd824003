import { lazy, Suspense } from 'react';
import type { ConsentDialogProps } from './ConsentDialog.tsx';

const ConsentDialog = lazy(async () => ({ default: (await import('./ConsentDialog.tsx')).ConsentDialog }));

/** The confirmation, fetched when it is first needed. */
export function LazyConsentDialog(props: ConsentDialogProps) {
  return (
    <Suspense fallback={null}>
      <ConsentDialog {...props} />
    </Suspense>
  );
}
