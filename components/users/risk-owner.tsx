import Link from 'next/link';
import type { RiskOwner } from '@/lib/domain/views/risk';

/** Whose risk it is, as a link to their page; the UPN below where there is room. */
export function RiskOwnerLink({ user }: { readonly user: RiskOwner }) {
  return (
    <>
      <Link href={`/users/${encodeURIComponent(user.id)}`} className="hover:underline" prefetch={false}>
        {user.name}
      </Link>
      {user.upn !== null && user.upn !== user.name ? (
        <span className="block truncate text-faint text-xs">{user.upn}</span>
      ) : null}
    </>
  );
}
