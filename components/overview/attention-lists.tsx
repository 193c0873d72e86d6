import Link from 'next/link';
import type { ReactNode } from 'react';
import { RiskLevelBadge, RiskStateBadge, SeverityBadge } from '@/components/incidents/badges';
import { TimeText } from '@/components/ui/time-text';
import { incidentHref } from '@/lib/client/incidents';
import { ROWS } from '@/lib/client/overview';
import type { IncidentRow } from '@/lib/domain/views/incident';
import type { Attention, OpenNow } from '@/lib/domain/views/overview';

interface ListProps {
  readonly title: string;
  /** How many there are in all, and where. */
  readonly total: number;
  readonly href?: string;
  readonly empty: string;
  readonly children: readonly ReactNode[];
}

function List({ title, total, href, empty, children }: ListProps) {
  const heading = (
    <>
      {title} <span className="font-normal text-muted">{total.toLocaleString('en')}</span>
    </>
  );
  return (
    <section className="min-w-0">
      <h3 className="flex h-8 items-center gap-1 border-b px-4 font-medium text-xs">
        {href === undefined ? (
          heading
        ) : (
          <Link href={href} className="hover:underline">
            {heading}
          </Link>
        )}
      </h3>
      {children.length === 0 ? <p className="px-4 py-2 text-muted text-xs">{empty}</p> : <ul>{children}</ul>}
    </section>
  );
}

const ROW = 'flex min-h-9 items-center gap-2 px-4 py-1 hover:bg-hover focus-visible:-outline-offset-2';

function Incident({ row, queue }: { readonly row: IncidentRow; readonly queue: string }) {
  return (
    <li>
      <Link href={incidentHref(row.number, 'story', queue)} prefetch={false} className={ROW}>
        <SeverityBadge severity={row.severity} />
        <span className="text-muted">#{row.number}</span>
        <span className="min-w-0 flex-1 truncate">{row.displayName}</span>
        <TimeText value={row.updatedAt} format="relative" className="text-muted text-xs max-sm:hidden" />
      </Link>
    </li>
  );
}

export interface AttentionListsProps {
  readonly attention: Attention;
  readonly open: OpenNow;
  /** What the one who looks may do decides which lists there are. */
  readonly mayWrite: boolean;
  readonly mayRemediate: boolean;
}

const queueOf = (href: string): string => href.split('?', 2)[1] ?? '';

/** Work that waits for the one who looks: the most urgent rows of each kind, and the way to all of them. */
export function AttentionLists({ attention, open, mayWrite, mayRemediate }: AttentionListsProps) {
  const { mine, unassignedHigh, tasks, mentions, riskyUsers } = attention;
  return (
    <div className="grid divide-y lg:grid-cols-2 lg:divide-y-0">
      <List title="Assigned to me" total={open.mine} href={ROWS.mine()} empty="No open incident is yours.">
        {mine.map((row) => (
          <Incident key={row.id} row={row} queue={queueOf(ROWS.mine())} />
        ))}
      </List>
      {mayWrite ? (
        <List
          title="High severity, nobody assigned"
          total={open.unassignedHigh}
          href={ROWS.unassignedHigh()}
          empty="Every open incident of high severity has an owner."
        >
          {unassignedHigh.map((row) => (
            <Incident key={row.id} row={row} queue={queueOf(ROWS.unassignedHigh())} />
          ))}
        </List>
      ) : null}
      {mentions.length > 0 ? (
        <List title="Mentions" total={mentions.length} empty="">
          {mentions.map((mention) => (
            <li key={mention.id}>
              <Link href={mention.href} prefetch={false} className={ROW}>
                <span className="font-medium">{mention.author}</span>
                <span className="min-w-0 flex-1 truncate text-muted">{mention.body}</span>
                <TimeText value={mention.at} format="relative" className="text-muted text-xs" />
              </Link>
            </li>
          ))}
        </List>
      ) : null}
      {mayRemediate ? (
        <List
          title="Users at high risk"
          total={open.riskyUsers.high ?? 0}
          href={ROWS.riskyUsers('high')}
          empty="No user is at high risk."
        >
          {riskyUsers.map((row) => (
            <li key={row.id}>
              <Link href={`/users/${encodeURIComponent(row.id)}`} prefetch={false} className={ROW}>
                <RiskLevelBadge level={row.level} />
                <span className="min-w-0 flex-1 truncate">{row.name}</span>
                <RiskStateBadge state={row.state} />
              </Link>
            </li>
          ))}
        </List>
      ) : null}
      {mayRemediate || tasks.length > 0 ? (
        <List title="Tasks" total={tasks.length} empty="Nothing is left to do on an account.">
          {tasks.map((task) => (
            <li key={task.id}>
              <Link href={task.href} prefetch={false} className={ROW}>
                <span className="min-w-0 flex-1 truncate">{task.title}</span>
                <TimeText value={task.createdAt} format="relative" className="text-muted text-xs" />
              </Link>
            </li>
          ))}
        </List>
      ) : null}
    </div>
  );
}
