import { causeOf } from '@/components/incidents/alert-cause';
import { SeverityBadge } from '@/components/incidents/badges';
import { linkSentence } from '@/components/incidents/link-reason';
import { TimeText } from '@/components/ui/time-text';
import type { IncidentAlert } from '@/lib/domain/views/alert';
import {
  ALERT_STATUS_LABEL,
  CLASSIFICATION_LABEL,
  ENTITY_TYPE_LABEL,
  humanize,
  SOURCE_LABEL,
  TACTIC_LABEL,
} from '@/lib/domain/views/labels';

/** What happened, one line each. */
export function ReportTimeline({ alerts }: { readonly alerts: readonly IncidentAlert[] }) {
  return (
    <table className="w-full text-left text-xs">
      <thead className="text-muted">
        <tr>
          <th scope="col" className="py-1 pr-3 font-medium">
            Time
          </th>
          <th scope="col" className="py-1 pr-3 font-medium">
            Alert
          </th>
          <th scope="col" className="py-1 font-medium">
            Tactic
          </th>
        </tr>
      </thead>
      <tbody>
        {alerts.map((alert) => (
          <tr key={alert.id} className="break-inside-avoid border-t align-top">
            <td className="py-1 pr-3">
              <TimeText value={alert.firstActivity} />
            </td>
            <td className="py-1 pr-3">
              {alert.title}
              {alert.count > 1 ? `, ${alert.count} times` : ''}
            </td>
            <td className="py-1">{TACTIC_LABEL[alert.tactic]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Each alert with its entities and with what linked it. */
export function ReportAlerts({ alerts }: { readonly alerts: readonly IncidentAlert[] }) {
  return (
    <ol className="flex flex-col gap-3">
      {alerts.map((alert) => (
        <li key={alert.id} className="break-inside-avoid border-t pt-2">
          <p className="flex flex-wrap items-center gap-2">
            <SeverityBadge severity={alert.severity} />
            <span className="font-medium">{alert.title}</span>
          </p>
          <p className="text-muted text-xs">
            <TimeText value={alert.firstActivity} /> · {TACTIC_LABEL[alert.tactic]}
            {alert.techniques.length > 0 ? ` (${alert.techniques.join(', ')})` : ''} ·{' '}
            {SOURCE_LABEL[alert.serviceSource]} · {ALERT_STATUS_LABEL[alert.status]}
            {alert.classification === 'unknown' ? '' : ` · ${CLASSIFICATION_LABEL[alert.classification]}`}
          </p>
          <ul className="mt-1 text-xs">
            {alert.entities.map((entity) => (
              <li key={entity.entityId} className="break-words">
                <span className="text-muted">{ENTITY_TYPE_LABEL[entity.type]}: </span>
                {entity.name}
                {entity.role === 'unknown' ? '' : ` (${humanize(entity.role).toLowerCase()})`}
                {entity.detail === null ? null : <span className="text-muted"> · {entity.detail}</span>}
              </li>
            ))}
          </ul>
          <ul className="mt-1 text-muted text-xs">
            <li>{causeOf(alert)}</li>
            {alert.links.map((link) => (
              <li key={link.otherAlertId} className="break-words">
                Linked to {link.otherTitle}: {linkSentence(link)}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
