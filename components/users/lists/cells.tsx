import Link from 'next/link';
import type { ReactNode } from 'react';
import { TimeText } from '@/components/ui/time-text';
import type { RiskOwner } from '@/lib/domain/views/risk';

export const NOTHING = <span className="text-faint">–</span>;

/** Words in one line; what is cut off is on hover. */
export const text = (words: string): ReactNode =>
  words === '' ? (
    NOTHING
  ) : (
    <span className="block truncate text-xs" title={words}>
      {words}
    </span>
  );

export const moment = (value: string): ReactNode => (
  <span className="block truncate text-muted text-xs">
    <TimeText value={value} format="compact" />
  </span>
);

/** Whose risk it is, as a link to their page. */
export const owner = (user: RiskOwner): ReactNode => (
  <Link
    href={`/users/${encodeURIComponent(user.id)}`}
    prefetch={false}
    className="block truncate hover:underline"
    title={user.upn ?? user.name}
  >
    {user.name}
    {user.upn !== null && user.upn !== user.name ? (
      <span className="ml-1.5 text-faint text-xs">{user.upn}</span>
    ) : null}
  </Link>
);
