import { Card } from '@/components/ui/card';
import { TimeText } from '@/components/ui/time-text';
import { humanize } from '@/lib/domain/views/labels';
import type { EntityDetail } from '@/lib/domain/views/risk';

/** What names an entity, and how it was found that several names are one. */
export function Identifiers({ entity }: { readonly entity: EntityDetail }) {
  return (
    <Card title="Identifiers" description="Any of these in a row means this entity">
      <dl className="flex flex-col gap-2 text-xs">
        {entity.identifiers.map((identifier) => (
          <div key={`${identifier.kind} ${identifier.value}`}>
            <dt className="text-muted">{humanize(identifier.kind)}</dt>
            <dd className="break-all font-mono">{identifier.value}</dd>
          </div>
        ))}
      </dl>
      {entity.merges.length === 0 ? null : (
        <div className="mt-3 border-t pt-3">
          <h3 className="mb-1 font-medium text-xs">Found to be the same</h3>
          <ul className="flex flex-col gap-1 text-xs">
            {entity.merges.map((merge) => (
              <li key={merge.id}>
                <span className="break-all font-medium">{merge.name}</span>
                <span className="block text-muted">
                  {merge.reason} · <TimeText value={merge.at} format="short" />
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}
