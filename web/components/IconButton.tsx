import type { ReactNode } from 'react';

/** A square button whose meaning is its icon; its words are for screen readers and the tooltip. */
export function IconButton(props: {
  label: string;
  onClick: () => void;
  children: ReactNode;
  lang?: string;
}) {
  return (
    <button
      type="button"
      title={props.label}
      lang={props.lang}
      onClick={props.onClick}
      className="inline-flex size-11 items-center justify-center rounded-control text-soft transition-colors duration-200 hover:bg-sunken hover:text-ink"
    >
      {props.children}
      <span className="sr-only">{props.label}</span>
    </button>
  );
}
