import Link from 'next/link';
import { SeverityBadge } from '@/components/incidents/badges';
import { Badge } from '@/components/ui/badge';
import { Banner } from '@/components/ui/banner';
import { cx } from '@/components/ui/cx';
import { TimeText } from '@/components/ui/time-text';
import { alertHref, alertSearch } from '@/lib/client/alerts';
import type { ExclusionPreview, QuietedAlert } from '@/lib/domain/views/exclusion';
import { CLASSIFICATION_LABEL } from '@/lib/domain/views/labels';

const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

export interface ExclusionImpactProps {
  readonly preview: ExclusionPreview;
  /** A newer answer is on its way. */
  readonly isStale: boolean;
}

/** What an exclusion would have done in the past: the alerts that it removes and the true positives that it loses. */
export function ExclusionImpact({ preview, isStale }: ExclusionImpactProps) {
  const { removed, reduced, truePositives, unclassified, ofDetector, days, alerts } = preview;
  return (
    <div
      aria-live="polite"
      aria-busy={isStale}
      className={cx('flex flex-col gap-2', isStale && 'opacity-60')}
    >
      <p>
        In the last {days} days it would have removed <strong>{count(removed, 'alert', 'alerts')}</strong> of
        the{' '}
        <Link
          href={`/alerts${alertSearch({ detector: preview.detectorId, status: 'any', range: '30d' })}`}
          target="_blank"
          className="underline"
        >
          {ofDetector.toLocaleString('en')} of this detector
        </Link>
        {reduced > 0 ? ` and made ${count(reduced, 'other one', 'others')} smaller` : ''}.{' '}
        {unclassified > 0 ? `${count(unclassified, 'of them is', 'of them are')} not classified yet.` : ''}
      </p>
      <Banner tone={truePositives > 0 ? 'warning' : 'success'}>
        {truePositives > 0
          ? `${count(truePositives, 'true positive', 'true positives')} would have been lost.`
          : 'No true positive would have been lost.'}
      </Banner>
      {alerts.length === 0 ? null : (
        <ul
          aria-label="Alerts that it would have changed"
          className="max-h-44 overflow-y-auto rounded-md border"
        >
          {alerts.map((alert) => (
            <Quieted key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
      {removed + reduced > alerts.length ? (
        <p className="text-muted text-xs">
          The first {alerts.length} of {(removed + reduced).toLocaleString('en')}, true positives first.
        </p>
      ) : null}
    </div>
  );
}

function Quieted({ alert }: { readonly alert: QuietedAlert }) {
  return (
    <li className="flex flex-wrap items-center gap-x-2 border-b px-2 py-1 text-xs last:border-b-0">
      <SeverityBadge severity={alert.severity} />
      <Link href={alertHref(alert.id)} target="_blank" className="min-w-0 flex-1 truncate hover:underline">
        {alert.title}
      </Link>
      {alert.effect === 'reduced' ? <Badge>Smaller, not gone</Badge> : null}
      <span className={alert.isTruePositive ? 'font-medium text-high-fg' : 'text-muted'}>
        {alert.isTruePositive && alert.classification === 'unknown'
          ? 'Incident is a true positive'
          : CLASSIFICATION_LABEL[alert.classification]}
      </span>
      <span className="text-muted">
        <TimeText value={alert.lastActivity} format="compact" />
      </span>
    </li>
  );
}
