/** A wave over a point: behaviour, and the one idea under it. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className="size-8">
      <rect width="32" height="32" rx="9" className="fill-brand" />
      <path
        d="M8 20.5c3.2 0 3.2-9 8-9s4.8 9 8 9"
        fill="none"
        strokeWidth="2.8"
        strokeLinecap="round"
        className="stroke-on-brand"
      />
      <circle cx="16" cy="20.5" r="2.1" className="fill-on-brand" />
    </svg>
  );
}
