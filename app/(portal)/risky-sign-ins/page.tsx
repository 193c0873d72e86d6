import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { viewHref } from '@/components/lists/view-href';
import { RiskySignInList } from '@/components/users/lists/risky-sign-in-list';
import { RISKY_SIGN_IN_WORDS } from '@/components/users/lists/words';
import { loadRiskySignInParams, RISKY_SIGN_IN_STATE, toRiskySignInFilter } from '@/lib/client/risk';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { riskySignInList } from '@/lib/server/risk/lists';
import { defaultView, listViews } from '@/lib/server/views/queries';
import { openList, queryOf } from '../open-list';

export const metadata: Metadata = { title: 'Risky sign-ins' };

/** Sign-ins that carry risk, of all users. A bare address opens the view that the person chose for it. */
export default async function RiskySignInsPage({
  searchParams,
}: {
  readonly searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor('risk:read');
  const query = queryOf(await searchParams);
  const chosen = query === '' ? await defaultView(actor, 'riskySignIns') : null;
  if (chosen) redirect(viewHref('/risky-sign-ins', chosen));
  const filter = toRiskySignInFilter({ ...loadRiskySignInParams(new URLSearchParams(query)), within: null });
  const [start, saved] = await Promise.all([
    openList(
      actor,
      { list: riskySignInList, state: RISKY_SIGN_IN_STATE, words: RISKY_SIGN_IN_WORDS, filter },
      query,
    ),
    listViews(actor, 'riskySignIns'),
  ]);
  return (
    <RiskySignInList
      start={start}
      saved={saved}
      can={{ write: false, keep: can(actor, 'view:write'), share: can(actor, 'view:share') }}
    />
  );
}
