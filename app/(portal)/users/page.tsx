import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { viewHref } from '@/components/lists/view-href';
import { RiskyUserList } from '@/components/users/lists/risky-user-list';
import { RISKY_USER_WORDS } from '@/components/users/lists/words';
import { loadRiskyUserParams, RISKY_USER_STATE, toRiskyUserFilter } from '@/lib/client/risk';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { riskyUserList } from '@/lib/server/risk/lists';
import { defaultView, listViews } from '@/lib/server/views/queries';
import { openList, queryOf } from '../open-list';

export const metadata: Metadata = { title: 'Risky users' };

/** Users at risk. A bare address opens the view that the person chose for it. */
export default async function RiskyUsersPage({
  searchParams,
}: {
  readonly searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor('risk:read');
  const query = queryOf(await searchParams);
  const chosen = query === '' ? await defaultView(actor, 'users') : null;
  if (chosen) redirect(viewHref('/users', chosen));
  const filter = toRiskyUserFilter({ ...loadRiskyUserParams(new URLSearchParams(query)), within: null });
  const [start, saved] = await Promise.all([
    openList(actor, { list: riskyUserList, state: RISKY_USER_STATE, words: RISKY_USER_WORDS, filter }, query),
    listViews(actor, 'users'),
  ]);
  return (
    <RiskyUserList
      start={start}
      saved={saved}
      can={{ write: false, keep: can(actor, 'view:write'), share: can(actor, 'view:share') }}
    />
  );
}
