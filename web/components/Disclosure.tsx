import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** The browser's own disclosure: keyboard, find-in-page and screen readers work without a line of script. */
export function Disclosure(props: { summary: string; onOpen?: () => void; children: ReactNode }) {
  return (
    <details
      className="group/details open:w-full"
      onToggle={({ currentTarget }) => currentTarget.open && props.onOpen?.()}
    >
      <summary className="-mx-1 inline-flex min-h-11 items-center gap-1.5 rounded-lg px-1 text-sm font-semibold text-brand hover:text-brand-strong">
        {props.summary}
        <ChevronDown
          aria-hidden="true"
          className="size-4 transition-transform duration-300 ease-[var(--ease-out)] group-open/details:rotate-180"
        />
      </summary>
      <div className="pt-1 pb-3 text-sm text-soft">{props.children}</div>
    </details>
  );
}
