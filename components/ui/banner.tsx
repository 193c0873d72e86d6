import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx';

const TONES = {
  info: { box: 'bg-accent-bg text-accent-fg', Icon: Info },
  success: { box: 'bg-success-bg text-success-fg', Icon: CircleCheck },
  warning: { box: 'bg-medium-bg text-medium-fg', Icon: TriangleAlert },
  error: { box: 'bg-high-bg text-high-fg', Icon: CircleAlert },
} as const;

export interface BannerProps {
  readonly tone?: keyof typeof TONES;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Announced at once when it appears after something the person did. */
  readonly live?: boolean;
}

/** A message in the page, beside what it is about. */
export function Banner({ tone = 'info', title, children, action, live = false }: BannerProps) {
  const { box, Icon } = TONES[tone];
  return (
    <div
      role={live ? 'alert' : undefined}
      className={cx('flex items-start gap-2.5 rounded-md px-3 py-2', box)}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div>{children}</div> : null}
      </div>
      {action}
    </div>
  );
}
