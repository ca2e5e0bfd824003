import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';

/** The browser's own disclosure: keyboard, find-in-page and screen readers work without a line of script. */
export function Disclosure(props: {
  summary: string;
  /** As wide as its place and set off from what stands around it. */
  isRow?: boolean;
  onOpen?: () => void;
  children: ReactNode;
}) {
  const look = props.isRow
    ? 'flex justify-between rounded-control bg-brand-wash px-4'
    : '-mx-1 inline-flex rounded-lg px-1';
  return (
    <details
      data-row={props.isRow || undefined}
      className="group/details open:w-full"
      onToggle={({ currentTarget }) => currentTarget.open && props.onOpen?.()}
    >
      <summary
        className={`${look} min-h-11 items-center gap-1.5 text-sm font-semibold text-brand hover:text-brand-strong`}
      >
        {props.summary}
        <ChevronDown
          aria-hidden="true"
          className="size-4 transition-transform duration-300 ease-[var(--ease-out)] group-open/details:rotate-180"
        />
      </summary>
      <div className={`${props.isRow ? 'pt-3' : 'pt-1 pb-3'} text-sm text-soft`}>{props.children}</div>
    </details>
  );
}
