import Link from 'next/link';
import type { RiskDetectionRow } from '@/lib/domain/views/risk';
import { riskName } from '@/lib/domain/views/risk-labels';

/** What a detection is called, as a link to what shows why: its alert, else the sign-in that carried it. */
export function DetectionName({
  detection,
}: {
  readonly detection: Pick<RiskDetectionRow, 'type' | 'alertId' | 'signInId'>;
}) {
  const href = detectionHref(detection);
  if (href === null) return <span className="font-medium">{riskName(detection.type)}</span>;
  return (
    <Link href={href} data-row-link className="font-medium hover:underline">
      {riskName(detection.type)}
    </Link>
  );
}

export const detectionHref = ({
  alertId,
  signInId,
}: Pick<RiskDetectionRow, 'alertId' | 'signInId'>): string | null => {
  if (alertId !== null) return `/alerts/${encodeURIComponent(alertId)}`;
  return signInId === null ? null : `/risky-sign-ins/${encodeURIComponent(signInId)}`;
};
