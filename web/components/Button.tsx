import type { ButtonHTMLAttributes } from 'react';
import { useId } from 'react';

type ButtonLook = 'primary' | 'quiet' | 'danger';

const looks: Record<ButtonLook, string> = {
  primary: 'bg-brand text-on-brand hover:bg-brand-strong',
  quiet: 'border border-edge bg-surface text-ink hover:bg-sunken',
  danger: 'border border-bad bg-surface text-bad hover:bg-bad-wash',
};

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly look?: ButtonLook;
  /** Why the button can't be used now. It stays visible and reachable and says so. */
  readonly disabledReason?: string | null;
};

/** The one button. Where it can't be used it says why instead of vanishing. */
export function Button({ look = 'primary', disabledReason = null, ...rest }: ButtonProps) {
  const reasonId = useId();
  const isDisabled = disabledReason !== null;
  const button = (
    <button
      type="button"
      {...rest}
      aria-disabled={isDisabled || undefined}
      aria-describedby={isDisabled ? reasonId : rest['aria-describedby']}
      onClick={isDisabled ? (event) => event.preventDefault() : rest.onClick}
      className={`inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-5 py-2 font-semibold transition-colors duration-200 ${isDisabled ? 'border border-dashed border-edge bg-transparent text-soft' : looks[look]} ${rest.className ?? ''}`}
    />
  );
  // The frame is always there, so that a button which becomes usable stays the same element and keeps the focus.
  return (
    <span className={isDisabled ? 'group relative inline-flex' : 'contents'}>
      {button}
      {isDisabled && <Reason id={reasonId} text={disabledReason} />}
    </span>
  );
}

function Reason({ id, text }: { id: string; text: string }) {
  return (
    <span
      id={id}
      role="tooltip"
      className="pointer-events-none invisible absolute bottom-full left-1/2 z-10 mb-2 w-max max-w-56 -translate-x-1/2 rounded-lg bg-ink px-3 py-1.5 text-center text-sm text-ground group-focus-within:visible group-hover:visible"
    >
      {text}
    </span>
  );
}
