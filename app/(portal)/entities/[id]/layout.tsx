import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { openEntity } from '@/app/(portal)/open-entity';
import { ContactsCard } from '@/components/entities/contacts-card';
import { EntityFacts } from '@/components/entities/entity-facts';
import { EntityTabs } from '@/components/entities/entity-tabs';
import { HubCard } from '@/components/entities/hub-card';
import { Identifiers } from '@/components/entities/identifiers';
import { OpenInGraph } from '@/components/graph/open-in-graph';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { CopyButton } from '@/components/ui/copy-button';
import { PageHeader } from '@/components/ui/page-header';
import { ENTITY_TYPE_LABEL } from '@/lib/domain/views/labels';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { getHub } from '@/lib/server/entities/hub';
import { hasTimeline } from '@/lib/server/entities/names';
import { placeFacts } from '@/lib/server/entities/place';
import { contactsOf } from '@/lib/server/entities/prevalence';
import { loadEntity } from '@/lib/server/entities/queries';

interface LayoutProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly children: ReactNode;
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const entity = await loadEntity(await requireActor('entity:read'), decodeURIComponent((await params).id));
  return { title: entity?.name ?? 'Entity' };
}

/** Head, tabs and side pane of a device, address, mailbox, message, application, file, domain …; a tab is the page inside. */
export default async function EntityLayout({ params, children }: LayoutProps) {
  const { actor, entity } = await openEntity({ params });
  const [hub, contacts] = await Promise.all([getHub(actor, entity), contactsOf(actor, entity)]);
  const isNamed = entity.firstSeen !== null;
  return (
    <>
      <LiveRefresh types={['entity.']} targetIds={[entity.id]} />
      <PageHeader
        crumb={ENTITY_TYPE_LABEL[entity.type]}
        title={
          <span className="inline-flex max-w-full items-center gap-1">
            <span className="break-all">{entity.name}</span>
            <CopyButton value={entity.name} what="name" />
          </span>
        }
        description={isNamed ? undefined : 'Known from telemetry alone: no alert names it.'}
        actions={
          <OpenInGraph from={isNamed ? `entity:${entity.id}` : `seen:${entity.type}:${entity.name}`} />
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="min-w-0">
          <EntityTabs entityId={entity.id} timeline={hasTimeline(entity)} />
          <div className="pt-4">{children}</div>
        </div>
        <aside aria-label="Entity" className="flex min-w-0 flex-col gap-4">
          <EntityFacts entity={entity} more={placeFacts(entity)} />
          <HubCard
            entityId={entity.id}
            hub={hub}
            editable={entity.isStored && can(actor, 'settings:write')}
          />
          <ContactsCard contacts={contacts} />
          <Identifiers entity={entity} />
        </aside>
      </div>
    </>
  );
}
