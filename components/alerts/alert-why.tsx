import { Card } from '@/components/ui/card';
import { DefinitionList } from '@/components/ui/definition-list';
import type { ServiceSource } from '@/lib/domain/alert';
import type { AlertDetail } from '@/lib/domain/views/alert';
import { humanize, SOURCE_LABEL } from '@/lib/domain/views/labels';
import { Techniques } from './techniques';

const sourceLabel = (source: string): string => SOURCE_LABEL[source as ServiceSource] ?? humanize(source);

/** What fired and why, with the numbers that the detector compared. */
export function AlertWhy({ alert }: { readonly alert: AlertDetail }) {
  return (
    <Card title="What fired and why">
      <p className="mb-3 whitespace-pre-wrap break-words">{alert.description}</p>
      {alert.reasons.length === 0 ? null : (
        <DefinitionList
          items={alert.reasons.map((reason) => ({ term: reason.label, value: reason.value }))}
        />
      )}
      {alert.techniques.length === 0 ? null : (
        <div className="mt-3">
          <Techniques ids={alert.techniques} />
        </div>
      )}
      {alert.alsoSeenBy.length === 0 ? null : (
        <div className="mt-3">
          <h3 className="font-medium text-xs">The same fact was also told by</h3>
          <ul className="text-muted text-xs">
            {alert.alsoSeenBy.map((other) => (
              <li key={`${other.serviceSource} ${other.title}`}>
                {sourceLabel(other.serviceSource)}: {other.title}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}
