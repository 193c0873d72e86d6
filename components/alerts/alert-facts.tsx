import Link from 'next/link';
import { Card } from '@/components/ui/card';
import { DefinitionList } from '@/components/ui/definition-list';
import { TimeText } from '@/components/ui/time-text';
import { alertSearch } from '@/lib/client/alerts';
import type { AlertDetail } from '@/lib/domain/views/alert';
import {
  ALERT_STATUS_LABEL,
  CLASSIFICATION_LABEL,
  DOMAIN_LABEL,
  SOURCE_LABEL,
  TACTIC_LABEL,
} from '@/lib/domain/views/labels';

/** Only addresses of the web are links: a provider's text never becomes a script. */
const webUrl = (url: string | null): string | null =>
  url !== null && /^https?:\/\//i.test(url) ? url : null;

export function AlertFacts({ alert }: { readonly alert: AlertDetail }) {
  const url = webUrl(alert.alertUrl);
  return (
    <Card title="Details">
      <DefinitionList
        items={[
          { term: 'Status', value: ALERT_STATUS_LABEL[alert.status] },
          { term: 'Classification', value: CLASSIFICATION_LABEL[alert.classification] },
          { term: 'Source', value: SOURCE_LABEL[alert.serviceSource] },
          {
            term: 'Detector',
            value: (
              <Link
                href={`/alerts${alertSearch({ detector: alert.detectorId, status: 'any' })}`}
                className="break-all underline"
                prefetch={false}
              >
                {alert.detectorId}
              </Link>
            ),
          },
          { term: 'Domain', value: DOMAIN_LABEL[alert.domain] },
          { term: 'Tactic', value: TACTIC_LABEL[alert.tactic] },
          { term: 'First activity', value: <TimeText value={alert.firstActivity} format="short" /> },
          { term: 'Last activity', value: <TimeText value={alert.lastActivity} format="short" /> },
          { term: 'Seen', value: alert.count === 1 ? 'once' : `${alert.count} times` },
          ...(alert.providerAlertId
            ? [{ term: 'Provider id', value: <span className="break-all">{alert.providerAlertId}</span> }]
            : []),
        ]}
      />
      {url === null ? null : (
        <a
          href={url}
          target="_blank"
          rel="noreferrer noopener"
          className="mt-3 inline-block text-accent underline"
        >
          Open in source
        </a>
      )}
    </Card>
  );
}
