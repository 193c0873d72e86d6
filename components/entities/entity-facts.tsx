import { Card } from '@/components/ui/card';
import { DefinitionList } from '@/components/ui/definition-list';
import { TimeText } from '@/components/ui/time-text';
import type { Reason } from '@/lib/domain/alert';
import { ENTITY_TYPE_LABEL } from '@/lib/domain/views/labels';
import type { EntityDetail } from '@/lib/domain/views/risk';

export interface EntityFactsProps {
  readonly entity: EntityDetail;
  /** What else is known of it: where an address is. */
  readonly more?: readonly Reason[];
}

export function EntityFacts({ entity, more = [] }: EntityFactsProps) {
  return (
    <Card title="Details">
      <DefinitionList
        items={[
          { term: 'Type', value: ENTITY_TYPE_LABEL[entity.type] },
          ...(entity.firstSeen === null || entity.lastSeen === null
            ? []
            : [
                { term: 'First seen', value: <TimeText value={entity.firstSeen} format="short" /> },
                { term: 'Last seen', value: <TimeText value={entity.lastSeen} format="short" /> },
              ]),
          ...[...more, ...entity.props].map(({ label, value }) => ({ term: label, value })),
        ]}
      />
    </Card>
  );
}
