import Link from 'next/link';
import { LinkReason } from '@/components/incidents/link-reason';
import { Card } from '@/components/ui/card';
import type { AlertDetail } from '@/lib/domain/views/alert';

/** Why an alert is in its incident. */
export function AlertLinks({ alert }: { readonly alert: AlertDetail }) {
  return (
    <Card title="Why it is in its incident">
      {alert.links.length > 0 ? (
        <div className="flex flex-col gap-1">
          {alert.links.map((link) => (
            <LinkReason key={link.otherAlertId} link={link} />
          ))}
        </div>
      ) : (
        <p className="text-muted">{wordsOf(alert)}</p>
      )}
      {alert.incident ? (
        <Link href={`/incidents/${alert.incident.number}/alerts`} className="mt-3 inline-block underline">
          All alerts of incident #{alert.incident.number}
        </Link>
      ) : null}
    </Card>
  );
}

function wordsOf({ incident, visible }: AlertDetail): string {
  if (incident) return 'It opened the incident: nothing that came before it scored high enough to link.';
  if (!visible) return 'Signals join no incident.';
  return 'It is in no incident: alerts of low or informational severity join one, but never open one alone.';
}
