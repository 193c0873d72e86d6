import { Card } from '@/components/ui/card';
import type { Contacts } from '@/lib/domain/views/entity';
import { EntityLink } from './entity-link';

const SHOWN = 12;

/** With which accounts and devices ordinary telemetry saw an entity: what makes it rare or a hub. */
export function ContactsCard({ contacts }: { readonly contacts: Contacts | null }) {
  if (contacts === null || contacts.distinct === 0) return null;
  const more = contacts.distinct - Math.min(contacts.rows.length, SHOWN);
  return (
    <Card
      title="Seen with"
      description={`${contacts.distinct}${contacts.capped ? ' or more' : ''} ${contacts.distinct === 1 ? 'account or device' : 'accounts and devices'} so far, the newest days included`}
    >
      <ul className="flex flex-col gap-1.5 text-xs">
        {contacts.rows.slice(0, SHOWN).map((contact) => (
          <li key={contact.entityId} className="flex min-w-0 items-center justify-between gap-3">
            <span className="min-w-0 truncate">
              <EntityLink entityId={contact.entityId} type={contact.type} name={contact.name} />
            </span>
            <span className="shrink-0 text-muted">
              {contact.firstDay === contact.lastDay
                ? contact.lastDay
                : `${contact.firstDay} – ${contact.lastDay.slice(5)}`}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="mt-2 text-muted text-xs">and {more} more</p> : null}
      <p className="mt-2 text-faint text-xs">First and last day, UTC.</p>
    </Card>
  );
}
