import type { ReactNode } from 'react';

export interface PageHeaderProps {
  readonly title: ReactNode;
  /** A short line under the title. */
  readonly description?: ReactNode;
  /** Above the title: where this page belongs. */
  readonly crumb?: ReactNode;
  readonly actions?: ReactNode;
}

/** The head of a page: one `h1`, and what can be done with the whole. */
export function PageHeader({ title, description, crumb, actions }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-60">
        {crumb ? <div className="mb-1 text-muted text-xs">{crumb}</div> : null}
        <h1 className="break-words font-semibold text-lg">{title}</h1>
        {description ? <p className="text-muted">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}
