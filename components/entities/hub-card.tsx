import { Card } from '@/components/ui/card';
import { DefinitionList } from '@/components/ui/definition-list';
import { ToneBadge } from '@/components/ui/tone-badge';
import type { HubView } from '@/lib/domain/views/detection-settings';
import { HubPinButtons } from './hub-pin';

export interface HubCardProps {
  readonly entityId: string;
  readonly hub: HubView;
  readonly editable: boolean;
}

/** Whether sharing this entity may link two alerts, why, and a person's word on it. */
export function HubCard({ entityId, hub, editable }: HubCardProps) {
  const { measured } = hub;
  return (
    <Card title="Correlation">
      <DefinitionList
        items={[
          {
            term: 'Counts as',
            value: <ToneBadge tone="neutral">{hub.isHub ? 'Hub' : 'Not a hub'}</ToneBadge>,
          },
          { term: 'Why', value: `${whyOf(hub)}${waitOf(hub)}` },
          {
            term: 'Touched',
            value: measured
              ? `${measured.distinct}${measured.capped ? ' or more' : ''} ${measured.distinct === 1 ? 'account or device' : 'accounts and devices'}`
              : 'Not measured',
          },
          { term: 'Baseline', value: measured ? days(measured.baselineDays) : null },
        ]}
      />
      {editable ? <HubPinButtons entityId={entityId} pin={hub.pin} /> : null}
    </Card>
  );
}

const days = (count: number): string =>
  count < 1 ? 'None yet' : `${Math.floor(count)} ${Math.floor(count) === 1 ? 'day' : 'days'}`;

const waitOf = ({ isHub, waitsForDays }: HubView): string =>
  isHub || waitsForDays === null ? '' : ` Before ${waitsForDays} days of telemetry it links none alone.`;

function whyOf({ pin, measured, threshold, isHub }: HubView): string {
  if (pin === 'hub') return 'A person pinned it: sharing it links no alerts.';
  if (pin === 'notHub') return 'A person pinned it: sharing it counts in full, however common it is.';
  if (measured === null) return 'How common it is is not measured: it counts as rare.';
  return isHub
    ? `It touches ${threshold} or more: sharing it says nothing and links no alerts.`
    : `It touches fewer than ${threshold}: sharing it may link alerts, the rarer the stronger.`;
}
