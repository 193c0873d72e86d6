import Link from 'next/link';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { ToneBadge } from '@/components/ui/tone-badge';
import type { IncidentEntity } from '@/lib/domain/views/incident';
import { ENTITY_TYPE_LABEL, humanize, VERDICT_LABEL } from '@/lib/domain/views/labels';
import { EntityLink } from './entity-link';

const VERDICT_TONE = {
  unknown: 'neutral',
  suspicious: 'medium',
  malicious: 'high',
  noThreatsFound: 'success',
} as const;

export interface IncidentEntitiesProps {
  readonly entities: readonly IncidentEntity[];
  /** The queue that the incident was opened from stays in the page's address. */
  readonly queue: string;
}

/** Entities over all alerts of an incident; for each, what would change if it did not count. */
export function IncidentEntities({ entities, queue }: IncidentEntitiesProps) {
  return (
    <Table label="Entities of the incident">
      <THead>
        <TH>Entity</TH>
        <TH>Type</TH>
        <TH>Roles</TH>
        <TH>Verdict</TH>
        <TH>Alerts</TH>
        <TH>Prevalence</TH>
        <TH>Last activity</TH>
        <TH>What if</TH>
      </THead>
      <tbody>
        {entities.map((entity) => (
          <TR key={entity.entityId}>
            <TD className="max-w-72">
              <EntityLink {...entity} />
            </TD>
            <TD className="whitespace-nowrap">{ENTITY_TYPE_LABEL[entity.type]}</TD>
            <TD>
              {entity.roles
                .filter((role) => role !== 'unknown')
                .map(humanize)
                .join(', ') || '–'}
            </TD>
            <TD>
              <ToneBadge tone={VERDICT_TONE[entity.verdict]}>{VERDICT_LABEL[entity.verdict]}</ToneBadge>
            </TD>
            <TD className="tabular-nums">{entity.alertCount}</TD>
            <TD className="text-muted text-xs">
              <Prevalence {...entity} />
            </TD>
            <TD className="text-muted text-xs">
              <TimeText value={entity.lastActivity} format="short" />
            </TD>
            <TD className="whitespace-nowrap text-xs">
              <Link
                href={`?${new URLSearchParams({ ...(queue ? { queue } : {}), without: entity.entityId })}`}
                prefetch={false}
                className="underline"
              >
                it did not count<span className="sr-only">: {entity.name}</span>
              </Link>
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

export interface PrevalenceProps {
  readonly prevalence: number;
  readonly baselineDays: number;
  readonly hubPin?: 'hub' | 'notHub' | null;
}

/** How common an entity is, measured before the alert. */
export function Prevalence({ prevalence, baselineDays, hubPin = null }: PrevalenceProps) {
  if (hubPin !== null) return <>{hubPin === 'hub' ? 'Pinned as common' : 'Pinned as rare'}</>;
  if (baselineDays < 1) return <>No baseline yet</>;
  return (
    <>
      {prevalence} {prevalence === 1 ? 'account or device' : 'accounts and devices'} in{' '}
      {Math.floor(baselineDays)} days
    </>
  );
}
