'use client';
import { Crosshair } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { EntityLink } from '@/components/entities/entity-link';
import { SeverityBadge } from '@/components/incidents/badges';
import { ProcessDetail } from '@/components/incidents/process-detail';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { TimeText } from '@/components/ui/time-text';
import { SOURCE_LABEL, TACTIC_LABEL } from '@/lib/domain/views/labels';
import type { StoryAlert } from '@/lib/domain/views/story';

const SHOWN = 4;

export interface StoryTimelineProps {
  readonly alerts: readonly StoryAlert[];
  /** Alerts of the node that is chosen in the graph. */
  readonly chosen: ReadonlySet<string>;
  /** The latest alert while the story is played. */
  readonly current: string | null;
  readonly onChoose: (alertId: string) => void;
}

/** The alerts in the order of what happened. */
export function StoryTimeline({ alerts, chosen, current, onChoose }: StoryTimelineProps) {
  const list = useRef<HTMLOListElement>(null);
  const inSight = current ?? [...chosen][0] ?? null;
  useEffect(() => {
    const frame = list.current?.parentElement;
    const row =
      inSight === null ? null : list.current?.querySelector(`[data-alert="${CSS.escape(inSight)}"]`);
    // Only the list's own frame moves, never the page.
    if (!frame || !(row instanceof HTMLElement) || frame.scrollHeight <= frame.clientHeight) return;
    const top = row.offsetTop - (list.current?.offsetTop ?? 0);
    const isSeen = top >= frame.scrollTop && top + row.offsetHeight <= frame.scrollTop + frame.clientHeight;
    if (!isSeen) frame.scrollTop = top - frame.clientHeight / 2;
  }, [inSight]);
  return (
    <ol ref={list} className="relative ml-2 border-l pl-2">
      {alerts.map((alert) => (
        <li
          key={alert.id}
          data-alert={alert.id}
          aria-current={alert.id === current ? 'step' : undefined}
          className={cx(
            'group relative rounded-md px-2 py-1.5',
            chosen.has(alert.id) || alert.id === current ? 'bg-selected' : 'hover:bg-hover',
          )}
        >
          <Row alert={alert} onChoose={onChoose} />
        </li>
      ))}
    </ol>
  );
}

function Row({ alert, onChoose }: { readonly alert: StoryAlert; readonly onChoose: (id: string) => void }) {
  const more = alert.entities.length - SHOWN;
  return (
    <>
      <span
        aria-hidden="true"
        className="absolute top-3 -left-[13.5px] size-2.5 rounded-full border-2 border-surface bg-accent"
      />
      <div className="flex items-center gap-2 text-muted text-xs">
        <TimeText value={alert.firstActivity} />
        {alert.count > 1 ? `${alert.count} times` : ''}
        <Button
          size="icon"
          variant="ghost"
          className="ml-auto size-6 opacity-0 focus-visible:opacity-100 group-hover:opacity-100"
          aria-label={`Show in the graph: ${alert.title}`}
          title="Show in the graph"
          onClick={() => onChoose(alert.id)}
        >
          <Crosshair className="size-3.5" aria-hidden="true" />
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Link
          href={`/alerts/${encodeURIComponent(alert.id)}`}
          prefetch={false}
          className="break-words font-medium hover:underline"
        >
          {alert.title}
        </Link>
        <SeverityBadge severity={alert.severity} />
      </div>
      <div className="text-muted text-xs">
        {TACTIC_LABEL[alert.tactic]} · {SOURCE_LABEL[alert.serviceSource]}
      </div>
      <div className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-xs">
        {alert.entities.slice(0, SHOWN).map((entity) => (
          <span key={entity.entityId} className="inline-flex max-w-full items-center gap-1">
            <EntityLink {...entity} />
            <ProcessDetail {...entity} />
          </span>
        ))}
        {more > 0 ? <span className="text-faint">+{more} more</span> : null}
      </div>
    </>
  );
}
