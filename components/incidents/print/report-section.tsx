import type { ReactNode } from 'react';

export interface ReportSectionProps {
  readonly title: string;
  /** Said where not everything is printed. */
  readonly missing?: string | null;
  readonly children: ReactNode;
}

/** A chapter of the printed incident. */
export function ReportSection({ title, missing = null, children }: ReportSectionProps) {
  return (
    <section className="mt-6">
      <h2 className="mb-2 break-after-avoid font-semibold text-base">{title}</h2>
      {children}
      {missing === null ? null : <p className="mt-2 text-muted text-xs">{missing}</p>}
    </section>
  );
}
