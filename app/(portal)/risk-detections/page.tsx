import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { viewHref } from '@/components/lists/view-href';
import { RiskDetectionList } from '@/components/users/lists/risk-detection-list';
import { RISK_DETECTION_WORDS } from '@/components/users/lists/words';
import { loadRiskDetectionParams, RISK_DETECTION_STATE, toRiskDetectionFilter } from '@/lib/client/risk';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { riskDetectionList } from '@/lib/server/risk/lists';
import { defaultView, listViews } from '@/lib/server/views/queries';
import { openList, queryOf } from '../open-list';

export const metadata: Metadata = { title: 'Risk detections' };

/** What put users at risk: every detection, of all users. A bare address opens the view that the person chose for it. */
export default async function RiskDetectionsPage({
  searchParams,
}: {
  readonly searchParams: Promise<SearchParams>;
}) {
  const actor = await requireActor('risk:read');
  const query = queryOf(await searchParams);
  const chosen = query === '' ? await defaultView(actor, 'riskDetections') : null;
  if (chosen) redirect(viewHref('/risk-detections', chosen));
  const filter = toRiskDetectionFilter({
    ...loadRiskDetectionParams(new URLSearchParams(query)),
    within: null,
  });
  const [start, saved] = await Promise.all([
    openList(
      actor,
      { list: riskDetectionList, state: RISK_DETECTION_STATE, words: RISK_DETECTION_WORDS, filter },
      query,
    ),
    listViews(actor, 'riskDetections'),
  ]);
  return (
    <RiskDetectionList
      start={start}
      saved={saved}
      can={{ write: false, keep: can(actor, 'view:write'), share: can(actor, 'view:share') }}
    />
  );
}
