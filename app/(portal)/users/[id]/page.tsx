import { MoreLink } from '@/components/incidents/more-link';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { RiskDetections } from '@/components/users/risk-detections';
import { RiskHistory } from '@/components/users/risk-history';
import { RiskOverTime } from '@/components/users/risk-over-time';
import { requireActor } from '@/lib/server/auth/session';
import { userDetections, userRiskHistory, userRiskSteps } from '@/lib/server/risk/queries';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<{
    readonly detections?: string | string[];
    readonly history?: string | string[];
  }>;
}

const one = (value: string | string[] | undefined): string | null =>
  typeof value === 'string' ? value : null;

/** Risk of a user: its course, detections, and every change of level and state. */
export default async function UserRiskPage({ params, searchParams }: PageProps) {
  const actor = await requireActor('risk:read');
  const id = decodeURIComponent((await params).id);
  const query = await searchParams;
  const [detections, history, steps] = await Promise.all([
    userDetections(actor, id, one(query.detections)),
    userRiskHistory(actor, id, one(query.history)),
    userRiskSteps(actor, id),
  ]);
  const base = `/users/${encodeURIComponent(id)}`;
  return (
    <div className="flex flex-col gap-6">
      {steps.length === 0 ? null : (
        <Card
          title="Risk over time"
          description="Each step leads to what caused it; squares are decisions of people and providers"
        >
          <RiskOverTime userId={id} steps={steps} now={Date.now()} />
        </Card>
      )}
      <section>
        <h2 className="mb-2 font-semibold">Risk detections</h2>
        {detections.rows.length === 0 ? (
          <EmptyState title="No risk detections">Nothing about this account was found risky.</EmptyState>
        ) : (
          <RiskDetections rows={detections.rows} />
        )}
        <MoreLink
          label="Older detections"
          href={detections.next === null ? null : `${base}?detections=${detections.next}`}
        />
      </section>
      <section>
        <h2 className="mb-2 font-semibold">Risk history</h2>
        {history.rows.length === 0 ? (
          <EmptyState title="No changes yet" />
        ) : (
          <RiskHistory rows={history.rows} />
        )}
        <MoreLink
          label="Older changes"
          href={history.next === null ? null : `${base}?history=${history.next}`}
        />
      </section>
    </div>
  );
}
