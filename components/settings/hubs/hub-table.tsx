import { EntityLink } from '@/components/entities/entity-link';
import { HubPinButtons } from '@/components/entities/hub-pin';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { ToneBadge } from '@/components/ui/tone-badge';
import type { HubRow } from '@/lib/domain/views/detection-settings';
import { ENTITY_TYPE_LABEL } from '@/lib/domain/views/labels';

export interface HubTableProps {
  readonly hubs: readonly HubRow[];
  readonly editable: boolean;
}

/** What counts as a hub and why, with a person's word on it. */
export function HubTable({ hubs, editable }: HubTableProps) {
  return (
    <Table label="Hubs" fixed>
      <THead>
        <TH>Entity</TH>
        <TH className="w-36">Kind</TH>
        <TH className="w-40">Counts as</TH>
        <TH>Why</TH>
        <TH className="w-20 text-right">Alerts</TH>
        {editable ? (
          <TH className="w-64">
            <span className="sr-only">Pin</span>
          </TH>
        ) : null}
      </THead>
      <tbody>
        {hubs.map((hub) => (
          <TR key={hub.id}>
            <TD className="truncate font-medium">
              <EntityLink entityId={hub.id} type={hub.type} name={hub.name} />
            </TD>
            <TD className="text-muted">{ENTITY_TYPE_LABEL[hub.type]}</TD>
            <TD>
              <ToneBadge tone="neutral">{hub.pin === 'notHub' ? 'Not a hub' : 'Hub'}</ToneBadge>
              {hub.pin === null ? null : <span className="ml-1.5 text-muted text-xs">pinned</span>}
            </TD>
            <TD className="text-muted text-xs">{whyOf(hub)}</TD>
            <TD className="text-right tabular-nums">
              {hub.alerts.toLocaleString('en')}
              <span className="sm:sr-only"> alerts</span>
            </TD>
            {editable ? (
              <TD>
                {hub.entities === 1 ? (
                  <HubPinButtons entityId={hub.id} pin={hub.pin} inRow />
                ) : (
                  <span className="text-faint text-xs">
                    {hub.entities.toLocaleString('en')} of this name: each is pinned on its own page
                  </span>
                )}
              </TD>
            ) : null}
          </TR>
        ))}
      </tbody>
    </Table>
  );
}

function whyOf({ pin, distinct, threshold }: HubRow): string {
  const measured =
    distinct === null
      ? 'Measurement alone would not make it a hub.'
      : `It touched ${distinct.toLocaleString('en')} accounts and devices; a hub from ${threshold} on.`;
  if (pin === 'hub') return `A person pinned it: sharing it links no alerts. ${measured}`;
  if (pin === 'notHub') return `A person pinned it: sharing it counts in full. ${measured}`;
  return measured;
}
