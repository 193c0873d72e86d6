import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { openUser } from '@/app/(portal)/open-entity';
import { ContactsCard } from '@/components/entities/contacts-card';
import { HubCard } from '@/components/entities/hub-card';
import { Identifiers } from '@/components/entities/identifiers';
import { OpenInGraph } from '@/components/graph/open-in-graph';
import { RiskLevelBadge, RiskStateBadge } from '@/components/incidents/badges';
import { LiveRefresh } from '@/components/incidents/live-refresh';
import { Card } from '@/components/ui/card';
import { DefinitionList } from '@/components/ui/definition-list';
import { PageHeader } from '@/components/ui/page-header';
import { RiskActions } from '@/components/users/risk-actions';
import { UserRiskCard } from '@/components/users/user-risk-card';
import { UserTabs } from '@/components/users/user-tabs';
import { requireActor } from '@/lib/server/auth/session';
import { can } from '@/lib/server/authz/authorize';
import { getHub } from '@/lib/server/entities/hub';
import { contactsOf } from '@/lib/server/entities/prevalence';
import { loadEntity } from '@/lib/server/entities/queries';
import { getUserRisk } from '@/lib/server/risk/queries';

interface LayoutProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly children: ReactNode;
}

export async function generateMetadata({ params }: LayoutProps): Promise<Metadata> {
  const user = await loadEntity(await requireActor('entity:read'), decodeURIComponent((await params).id));
  return { title: user?.name ?? 'User' };
}

/** Head, tabs and side pane of a user; the tab is the page inside. */
export default async function UserLayout({ params, children }: LayoutProps) {
  const { actor, user } = await openUser({ params });
  const { id } = user;
  const [risk, hub, contacts] = await Promise.all([
    getUserRisk(actor, id),
    getHub(actor, user),
    contactsOf(actor, user),
  ]);
  const isStored = user.firstSeen !== null;
  return (
    <>
      <LiveRefresh types={['risk.', 'comment.', 'entity.']} targetIds={[id]} />
      <PageHeader
        crumb={
          <span className="inline-flex flex-wrap items-center gap-2">
            User
            <RiskLevelBadge level={risk.level} />
            <RiskStateBadge state={risk.state} />
          </span>
        }
        title={user.name}
        description={
          isStored ? undefined : 'Known from telemetry alone: no directory and no alert names this account.'
        }
        actions={
          <>
            <OpenInGraph from={isStored ? `entity:${id}` : `seen:account:${user.name}`} />
            {isStored && can(actor, 'risk:remediate') ? <RiskActions userId={id} /> : null}
          </>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="min-w-0">
          <UserTabs userId={id} />
          <div className="pt-4">{children}</div>
        </div>
        <aside aria-label="User" className="flex min-w-0 flex-col gap-4">
          <UserRiskCard risk={risk} />
          {user.props.length === 0 ? null : (
            <Card title="Directory">
              <DefinitionList items={user.props.map(({ label, value }) => ({ term: label, value }))} />
            </Card>
          )}
          <HubCard entityId={id} hub={hub} editable={isStored && can(actor, 'settings:write')} />
          <ContactsCard contacts={contacts} />
          <Identifiers entity={user} />
        </aside>
      </div>
    </>
  );
}
