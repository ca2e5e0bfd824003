import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useTexts } from '../text/TextProvider.tsx';

let firstTitle: RefObject<HTMLHeadingElement | null> | null = null;

/**
 * The page's one `h1`. When a page replaces another it takes the focus, so that a screen reader reads
 * the new page and the keyboard starts at its top; on the very first page the browser's own focus stands.
 */
export function PageTitle(props: { children: ReactNode; documentTitle: string; className?: string }) {
  const { texts } = useTexts();
  const ref = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${props.documentTitle} · ${texts.product}`;
  }, [props.documentTitle, texts]);

  useEffect(() => {
    firstTitle ??= ref;
    if (firstTitle !== ref) ref.current?.focus({ preventScroll: true });
  }, []);

  return (
    <h1 ref={ref} tabIndex={-1} className={`text-3xl font-bold sm:text-4xl ${props.className ?? ''}`}>
      {props.children}
    </h1>
  );
}
