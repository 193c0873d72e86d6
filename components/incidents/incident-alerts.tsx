'use client';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { EntityLink } from '@/components/entities/entity-link';
import { Button } from '@/components/ui/button';
import { TimeText } from '@/components/ui/time-text';
import type { IncidentAlert } from '@/lib/domain/views/alert';
import type { IncidentDetail } from '@/lib/domain/views/incident';
import {
  ALERT_STATUS_LABEL,
  CLASSIFICATION_LABEL,
  humanize,
  SOURCE_LABEL,
  TACTIC_LABEL,
} from '@/lib/domain/views/labels';
import { causeOf } from './alert-cause';
import { SeverityBadge } from './badges';
import { LinkReason } from './link-reason';
import { ProcessDetail } from './process-detail';

const MoveDialog = dynamic(() => import('./regroup/move-dialog').then((module) => module.MoveDialog), {
  ssr: false,
});
const PairDialog = dynamic(() => import('./pair-dialog').then((module) => module.PairDialog), { ssr: false });

export interface IncidentAlertsProps {
  readonly incident: Pick<IncidentDetail, 'id' | 'number' | 'version' | 'status'>;
  readonly alerts: readonly IncidentAlert[];
  readonly canWrite: boolean;
}

/** Alerts of an incident, each with what put it here; some of them can be chosen and taken elsewhere. */
export function IncidentAlerts({ incident, alerts, canWrite }: IncidentAlertsProps) {
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<'split' | 'move' | 'why' | null>(null);
  // One that left the incident meanwhile is chosen no more.
  const chosen = alerts.filter(({ id }) => chosenIds.has(id));
  const toggle = (id: string) =>
    setChosenIds((old) => new Set(old.has(id) ? [...old].filter((other) => other !== id) : [...old, id]));
  const clear = () => setChosenIds(new Set());
  const close = () => setDialog(null);
  const mayMove = canWrite && incident.status !== 'resolved';
  return (
    <>
      <div className="sticky top-12 z-10 mb-2 flex min-h-9 flex-wrap items-center gap-2 bg-bg py-1">
        {chosen.length === 0 ? (
          <p className="text-muted text-xs">
            Choose {mayMove ? 'alerts to split off or move, or ' : ''}two alerts to see why they are linked or
            not.
          </p>
        ) : (
          <>
            <p className="font-medium" role="status">
              {chosen.length} chosen
            </p>
            {mayMove ? (
              <>
                <Button size="sm" onClick={() => setDialog('split')}>
                  Split off …
                </Button>
                <Button size="sm" onClick={() => setDialog('move')}>
                  Move to another incident …
                </Button>
              </>
            ) : null}
            {chosen.length === 2 ? (
              <Button size="sm" onClick={() => setDialog('why')}>
                Why linked, or not?
              </Button>
            ) : null}
            <Button size="sm" variant="ghost" onClick={clear}>
              Clear
            </Button>
          </>
        )}
      </div>
      <ul className="flex flex-col gap-3">
        {alerts.map((alert) => (
          <AlertCard
            key={alert.id}
            alert={alert}
            isChosen={chosenIds.has(alert.id)}
            onToggle={() => toggle(alert.id)}
          />
        ))}
      </ul>
      {dialog === 'split' || dialog === 'move' ? (
        <MoveDialog incident={incident} alerts={chosen} kind={dialog} onDone={clear} onClose={close} />
      ) : null}
      {dialog === 'why' && chosen[0] && chosen[1] ? (
        <PairDialog a={chosen[0]} b={chosen[1]} onClose={close} />
      ) : null}
    </>
  );
}

interface AlertCardProps {
  readonly alert: IncidentAlert;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}

function AlertCard({ alert, isChosen, onToggle }: AlertCardProps) {
  return (
    <li className="rounded-lg border bg-surface p-4 has-checked:border-accent">
      <div className="flex items-start gap-3">
        <input
          type="checkbox"
          aria-label={`Choose: ${alert.title}`}
          checked={isChosen}
          onChange={onToggle}
          className="mt-1 size-4 shrink-0 accent-accent"
        />
        <div className="wrap-anywhere min-w-0 flex-1">
          <Head alert={alert} />
          <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5 text-xs">
            {alert.entities.map((entity) => (
              <li key={entity.entityId} className="inline-flex max-w-full flex-wrap items-center gap-x-1">
                <EntityLink {...entity} />
                <ProcessDetail {...entity} />
                {entity.role === 'unknown' ? null : (
                  <span className="text-faint">{humanize(entity.role).toLowerCase()}</span>
                )}
              </li>
            ))}
          </ul>
          <div className="mt-2 flex flex-col gap-1 border-t pt-2">
            <p className="text-muted text-xs">{causeOf(alert)}</p>
            {alert.links.map((link) => (
              <LinkReason key={link.otherAlertId} link={link} />
            ))}
          </div>
        </div>
      </div>
    </li>
  );
}

function Head({ alert }: { readonly alert: IncidentAlert }) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <SeverityBadge severity={alert.severity} />
        <Link
          href={`/alerts/${encodeURIComponent(alert.id)}`}
          prefetch={false}
          className="min-w-0 break-words font-medium hover:underline"
        >
          {alert.title}
        </Link>
        <span className="text-muted text-xs">
          {ALERT_STATUS_LABEL[alert.status]}
          {alert.classification === 'unknown' ? '' : ` · ${CLASSIFICATION_LABEL[alert.classification]}`}
        </span>
      </div>
      <p className="mt-1 text-muted text-xs">
        <TimeText value={alert.firstActivity} /> · {TACTIC_LABEL[alert.tactic]}
        {alert.techniques.length > 0 ? ` (${alert.techniques.join(', ')})` : ''} ·{' '}
        {SOURCE_LABEL[alert.serviceSource]}
        {alert.count > 1 ? ` · ${alert.count} times` : ''}
      </p>
    </>
  );
}
