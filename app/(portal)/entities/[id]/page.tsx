import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { Suspense } from 'react';
import { AlertTable } from '@/components/alerts/alert-table';
import { EntityFacts } from '@/components/entities/entity-facts';
import { HubCard } from '@/components/entities/hub-card';
import { Identifiers } from '@/components/entities/identifiers';
import { LakeRows } from '@/components/entities/lake-rows';
import { IncidentList } from '@/components/incidents/incident-list';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { TableSkeleton } from '@/components/ui/skeleton';
import { ENTITY_TYPE_LABEL } from '@/lib/domain/views/labels';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { getHub } from '@/lib/server/entities/hub';
import { entityAlerts, entityIncidents, loadEntity } from '@/lib/server/entities/queries';
import { entityTimeline, hasTimeline, type LakeAnswer } from '@/lib/server/entities/timeline';

interface PageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<{ readonly after?: string | string[] }>;
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const entity = await loadEntity(await requireActor('entity:read'), decodeURIComponent((await params).id));
  return { title: entity?.name ?? 'Entity' };
}

/** A device, address, mailbox, application …: what names it, what it took part in, what it did. */
export default async function EntityPage({ params, searchParams }: PageProps) {
  const actor = await requireActor('entity:read');
  const id = decodeURIComponent((await params).id);
  const entity = await loadEntity(actor, id);
  if (entity === null) notFound();
  if (entity.mergedInto !== null) redirect(`/entities/${encodeURIComponent(entity.mergedInto)}`);
  if (entity.type === 'account') redirect(`/users/${encodeURIComponent(id)}`);
  const { after } = await searchParams;
  const answer = hasTimeline(entity)
    ? entityTimeline(actor, entity, typeof after === 'string' ? after : null)
    : null;
  const [incidents, alerts, hub] = await Promise.all([
    entityIncidents(actor, id),
    entityAlerts(actor, id),
    getHub(actor, entity),
  ]);
  return (
    <>
      <PageHeader
        crumb={ENTITY_TYPE_LABEL[entity.type]}
        title={<span className="break-all">{entity.name}</span>}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card title="Incidents">
            <IncidentList rows={incidents} />
          </Card>
          {alerts.length === 0 ? null : <AlertTable label="Alerts that name this entity" rows={alerts} />}
          {answer === null ? null : (
            <section>
              <h2 className="mb-2 font-semibold">Timeline</h2>
              <Suspense key={String(after)} fallback={<TableSkeleton rows={8} />}>
                <Rows answer={answer} href={`/entities/${encodeURIComponent(id)}`} />
              </Suspense>
            </section>
          )}
        </div>
        <aside aria-label="Entity" className="flex flex-col gap-4">
          <EntityFacts entity={entity} />
          <HubCard entityId={id} hub={hub} editable={can(actor, 'settings:write')} />
          <Identifiers entity={entity} />
        </aside>
      </div>
    </>
  );
}

async function Rows({ answer, href }: { readonly answer: Promise<LakeAnswer>; readonly href: string }) {
  return <LakeRows answer={await answer} href={href} />;
}
