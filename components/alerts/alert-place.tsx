import Link from 'next/link';
import { SeverityBadge } from '@/components/incidents/badges';
import { Badge } from '@/components/ui/badge';
import { type Tone, ToneBadge } from '@/components/ui/tone-badge';
import type { AlertStatus } from '@/lib/domain/alert';
import type { AlertDetail } from '@/lib/domain/views/alert';
import { ALERT_STATUS_LABEL } from '@/lib/domain/views/labels';

const STATUS_TONE: Readonly<Record<AlertStatus, Tone>> = {
  new: 'accent',
  inProgress: 'medium',
  resolved: 'success',
  unknown: 'neutral',
};

/** Where an alert belongs and how it stands. */
export function AlertPlace({ alert }: { readonly alert: AlertDetail }) {
  return (
    <>
      {alert.incident ? (
        <Link href={`/incidents/${alert.incident.number}`} className="min-w-0 truncate underline">
          Incident #{alert.incident.number} {alert.incident.displayName}
        </Link>
      ) : (
        <span>In no incident</span>
      )}
      <SeverityBadge severity={alert.severity} />
      {alert.visible ? (
        <ToneBadge tone={STATUS_TONE[alert.status]}>{ALERT_STATUS_LABEL[alert.status]}</ToneBadge>
      ) : (
        <ToneBadge tone="neutral">Kept as a signal</ToneBadge>
      )}
      {alert.historical ? <Badge>Historical</Badge> : null}
    </>
  );
}
