import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../text/TextProvider.tsx';

let isFirstPage = true;

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
    if (!isFirstPage) ref.current?.focus({ preventScroll: true });
    isFirstPage = false;
  }, []);

  return (
    <h1 ref={ref} tabIndex={-1} className={`text-3xl font-bold sm:text-4xl ${props.className ?? ''}`}>
      {props.children}
    </h1>
  );
}
