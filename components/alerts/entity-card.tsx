import Link from 'next/link';
import { EntityLink } from '@/components/entities/entity-link';
import { Card } from '@/components/ui/card';
import { alertHref } from '@/lib/client/alerts';
import type { AlertDetail } from '@/lib/domain/views/alert';
import { humanize, VERDICT_LABEL } from '@/lib/domain/views/labels';

const SHOWN = 8;

/** The entities that matter most, beside every tab. */
export function EntityCard({ alert }: { readonly alert: AlertDetail }) {
  const { entities } = alert;
  if (entities.length === 0) return null;
  return (
    <Card title="Entities">
      <ul className="flex flex-col gap-2">
        {entities.slice(0, SHOWN).map((entity) => (
          <li key={entity.entityId} className="min-w-0">
            <EntityLink {...entity} />
            <p className="text-muted text-xs">
              {entity.role === 'unknown' ? '' : `${humanize(entity.role)} · `}
              {VERDICT_LABEL[entity.verdict]}
            </p>
          </li>
        ))}
      </ul>
      {entities.length > SHOWN ? (
        <Link href={alertHref(alert.id, 'entities')} className="mt-3 inline-block text-xs underline">
          All {entities.length} entities
        </Link>
      ) : null}
    </Card>
  );
}
