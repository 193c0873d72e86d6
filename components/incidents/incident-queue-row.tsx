import { GitMerge, History } from 'lucide-react';
import Link from 'next/link';
import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { TD, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { incidentHref } from '@/lib/client/incidents';
import type { IncidentRow } from '@/lib/domain/views/incident';
import { DomainIcons, IncidentStatusBadge, PriorityBadge, SeverityBadge } from './badges';
import { EntityChips } from './entity-chips';

const SHOWN_TAGS = 2;

export interface IncidentQueueRowProps {
  readonly row: IncidentRow;
  readonly search: string;
  readonly isNew: boolean;
  /** It changed and no longer matches the filter; it stays where it is until the queue is loaded again. */
  readonly isGone: boolean;
}

/** One line: which columns are left out on which width is said by the head of the queue. */
export function IncidentQueueRow({ row, search, isNew, isGone }: IncidentQueueRowProps) {
  return (
    <TR className={isGone ? 'opacity-60' : isNew ? 'animate-fade' : undefined}>
      <TD>
        <div className="flex min-w-0 items-center gap-2">
          <Link
            href={incidentHref(row.number, 'story', search)}
            data-row-link
            className="flex min-w-0 items-baseline gap-2 font-medium hover:underline"
          >
            <span className="shrink-0 font-normal text-muted text-xs sm:min-w-7">#{row.number}</span>
            <span className="truncate max-sm:line-clamp-2 max-sm:whitespace-normal" title={row.displayName}>
              {row.displayName}
            </span>
          </Link>
          <Marks row={row} isGone={isGone} />
        </div>
      </TD>
      <TD>
        <SeverityBadge severity={row.severity} />
      </TD>
      <TD className="text-right max-sm:before:text-muted max-sm:before:text-xs max-sm:before:content-['Priority_']">
        <PriorityBadge value={row.priority} />
      </TD>
      <TD>
        <IncidentStatusBadge status={row.status} />
      </TD>
      <TD className="hidden md:table-cell">
        <EntityChips entities={row.impacted} />
      </TD>
      <TD className="hidden whitespace-nowrap text-right md:table-cell">
        {row.activeAlertCount}
        <span className="text-faint"> / {row.alertCount}</span>
        <span className="sr-only"> active alerts of all</span>
      </TD>
      <TD className="hidden min-[90rem]:table-cell">
        <DomainIcons domains={row.domains} />
      </TD>
      <TD className="hidden xl:table-cell">
        <Assignee row={row} />
      </TD>
      <TD className="hidden text-muted text-xs 2xl:table-cell">
        <TimeText value={row.lastActivity} format="compact" />
      </TD>
      <TD className="text-muted text-xs max-sm:ml-auto">
        <TimeText value={row.updatedAt} format="relative" />
      </TD>
    </TR>
  );
}

function Assignee({ row }: { readonly row: IncidentRow }) {
  if (row.assignedTo === null) {
    return (
      <span className="text-faint">
        –<span className="sr-only"> nobody</span>
      </span>
    );
  }
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={row.assignedTo.name}>
      <Avatar name={row.assignedTo.name} size="sm" />
      <span className="truncate max-2xl:sr-only">{row.assignedTo.name}</span>
    </span>
  );
}

function Marks({ row, isGone }: { readonly row: IncidentRow; readonly isGone: boolean }) {
  const tags = [...row.systemTags, ...row.customTags];
  const hidden = tags.slice(SHOWN_TAGS);
  return (
    <span className="flex shrink-0 items-center gap-1">
      {row.status === 'redirected' ? <GitMerge className="size-3.5 text-muted" aria-label="Merged" /> : null}
      {row.historical ? <History className="size-3.5 text-muted" aria-label="Historical" /> : null}
      {tags.slice(0, SHOWN_TAGS).map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
      {hidden.length > 0 ? (
        <span className="text-muted text-xs" title={hidden.join(', ')}>
          +{hidden.length}
        </span>
      ) : null}
      {isGone ? <span className="text-muted text-xs">no longer matches</span> : null}
    </span>
  );
}
