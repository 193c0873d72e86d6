import { Card } from '@/components/ui/card';
import { DefinitionList } from '@/components/ui/definition-list';
import { TimeText } from '@/components/ui/time-text';
import { ENTITY_TYPE_LABEL } from '@/lib/domain/views/labels';
import type { EntityDetail } from '@/lib/domain/views/risk';

export function EntityFacts({ entity }: { readonly entity: EntityDetail }) {
  return (
    <Card title="Details">
      <DefinitionList
        items={[
          { term: 'Type', value: ENTITY_TYPE_LABEL[entity.type] },
          { term: 'First seen', value: <TimeText value={entity.firstSeen} format="short" /> },
          { term: 'Last seen', value: <TimeText value={entity.lastSeen} format="short" /> },
          ...entity.props.map(({ label, value }) => ({ term: label, value })),
        ]}
      />
    </Card>
  );
}
