import { ROLE_GROUP_CLASS, ROLE_GROUP_LABEL, ROLE_GROUPS } from './roles';

/** What the colours of entities and the two kinds of edges mean. */
export function GraphLegend() {
  return (
    <ul className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted text-xs" aria-label="Legend">
      {ROLE_GROUPS.map((group) => (
        <li key={group} className="flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className={`size-3 rounded-sm border border-current ${ROLE_GROUP_CLASS[group]}`}
          />
          {ROLE_GROUP_LABEL[group]}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <span aria-hidden="true" className="w-4 border-accent border-t border-dashed" />
        Linked alerts
      </li>
    </ul>
  );
}
