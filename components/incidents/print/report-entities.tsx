import type { IncidentEntity } from '@/lib/domain/views/incident';
import { ENTITY_TYPE_LABEL, humanize, VERDICT_LABEL } from '@/lib/domain/views/labels';

const HEADS = ['Entity', 'Type', 'Roles', 'Verdict', 'Alerts'];

/** Who and what took part. */
export function ReportEntities({ entities }: { readonly entities: readonly IncidentEntity[] }) {
  return (
    <table className="w-full text-left text-xs">
      <thead className="text-muted">
        <tr>
          {HEADS.map((head) => (
            <th key={head} scope="col" className="py-1 pr-3 font-medium">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entities.map((entity) => (
          <tr key={entity.entityId} className="break-inside-avoid border-t align-top">
            <td className="break-all py-1 pr-3">{entity.name}</td>
            <td className="py-1 pr-3">{ENTITY_TYPE_LABEL[entity.type]}</td>
            <td className="py-1 pr-3">
              {entity.roles
                .filter((role) => role !== 'unknown')
                .map(humanize)
                .join(', ') || '–'}
            </td>
            <td className="py-1 pr-3">{VERDICT_LABEL[entity.verdict]}</td>
            <td className="py-1">{entity.alertCount}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
