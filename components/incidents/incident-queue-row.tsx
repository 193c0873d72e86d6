import { GitMerge, History } from 'lucide-react';
import Link from 'next/link';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { TD, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { incidentHref } from '@/lib/client/incidents';
import type { IncidentRow } from '@/lib/domain/views/incident';
import { DOMAIN_LABEL } from '@/lib/domain/views/labels';
import { IncidentStatusBadge, PriorityBadge, SeverityBadge } from './badges';
import { EntityLink } from './entity-link';

const SHOWN_ENTITIES = 2;

export interface IncidentQueueRowProps {
  readonly row: IncidentRow;
  readonly search: string;
  readonly isNew: boolean;
  /** It changed and no longer matches the filter; it stays where it is until the queue is loaded again. */
  readonly isGone: boolean;
}

export function IncidentQueueRow({ row, search, isNew, isGone }: IncidentQueueRowProps) {
  const domains = row.domains.map((domain) => DOMAIN_LABEL[domain]).join(', ');
  return (
    <TR className={isGone ? 'opacity-60' : isNew ? 'animate-fade' : undefined}>
      <TD className="min-w-64 max-w-sm">
        <Link
          href={incidentHref(row.number, 'story', search)}
          data-row-link
          className="flex items-baseline gap-2 font-medium hover:underline"
        >
          <span className="shrink-0 font-normal text-muted text-xs tabular-nums">#{row.number}</span>
          <span className="truncate" title={row.displayName}>
            {row.displayName}
          </span>
        </Link>
        <Tags row={row} isGone={isGone} />
      </TD>
      <TD>
        <SeverityBadge severity={row.severity} />
      </TD>
      <TD>
        <PriorityBadge value={row.priority} />
      </TD>
      <TD>
        <IncidentStatusBadge status={row.status} />
      </TD>
      <TD className="max-w-56">
        <div className="flex flex-col">
          {row.impacted.slice(0, SHOWN_ENTITIES).map((entity) => (
            <EntityLink key={entity.entityId} {...entity} />
          ))}
          {row.entityCount > SHOWN_ENTITIES && row.impacted.length > SHOWN_ENTITIES ? (
            <span className="text-faint text-xs">+{row.impacted.length - SHOWN_ENTITIES} more</span>
          ) : null}
        </div>
      </TD>
      <TD className="whitespace-nowrap tabular-nums">
        {row.activeAlertCount}
        <span className="text-faint"> / {row.alertCount}</span>
        <span className="sr-only"> active alerts of all</span>
      </TD>
      <TD className="max-w-32 truncate text-muted text-xs" title={domains}>
        {domains}
      </TD>
      <TD className="whitespace-nowrap">
        {row.assignedTo === null ? (
          <span className="text-faint">–</span>
        ) : (
          <span className="inline-flex items-center gap-1.5">
            <Avatar name={row.assignedTo.name} size="sm" />
            {row.assignedTo.name}
          </span>
        )}
      </TD>
      <TD className="text-muted text-xs">
        <TimeText value={row.lastActivity} format="short" />
      </TD>
      <TD className="text-muted text-xs">
        <TimeText value={row.updatedAt} format="relative" />
      </TD>
    </TR>
  );
}

function Tags({ row, isGone }: { readonly row: IncidentRow; readonly isGone: boolean }) {
  const tags = [...row.systemTags, ...row.customTags];
  if (tags.length === 0 && !row.historical && !isGone && row.status !== 'redirected') return null;
  return (
    <span className="mt-0.5 flex flex-wrap gap-1">
      {row.status === 'redirected' ? <GitMerge className="size-3.5 text-muted" aria-label="Merged" /> : null}
      {row.historical ? <History className="size-3.5 text-muted" aria-label="Historical" /> : null}
      {tags.slice(0, 4).map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
      {isGone ? <span className="text-muted text-xs">no longer matches</span> : null}
    </span>
  );
}
