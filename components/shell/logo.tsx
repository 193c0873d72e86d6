/** The mark: one line through three events. */
export function Logo({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" className={className} aria-hidden="true">
      <path d="M3 17c4 0 4-10 9-10s4 6 9 6" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
      <circle cx="3.6" cy="17" r="2.4" fill="currentColor" />
      <circle cx="12" cy="7" r="2.4" fill="currentColor" />
      <circle cx="20.4" cy="13" r="2.4" fill="currentColor" />
    </svg>
  );
}
