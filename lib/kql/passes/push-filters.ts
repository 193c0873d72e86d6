import type { Filter, Project, Relation } from '../plan/relation';
import { type Call, mapParts, type Scalar, some } from '../plan/scalar';
import { windowed } from './windows';

/**
 * Brings conditions next to the table that they are about, so that they can be written over its own columns: through
 * projections that pass their columns on, and together where one filter follows the other.
 */
export function pushFilters(relation: Relation): Relation {
  if (relation.kind !== 'filter') return relation;
  const { input } = relation;
  if (input.kind === 'filter')
    return pushFilters({ ...input, condition: both(input.condition, relation.condition) });
  if (input.kind === 'project' && !input.items.some(({ value }) => windowed(value)))
    return through(relation, input);
  return relation;
}

function through(filter: Filter, project: Project): Relation {
  const passed = new Map(
    project.items.flatMap(({ name, value }) =>
      value.kind === 'column' ? [[name, value.name] as const] : [],
    ),
  );
  const parts = conjuncts(filter.condition);
  const below = parts.filter((part) => isAbout(part, passed));
  if (below.length === 0) return filter;
  const input = pushFilters({
    kind: 'filter',
    columns: project.input.columns,
    input: project.input,
    condition: below.map((part) => renamed(part, passed)).reduce(both),
  });
  const above = parts.filter((part) => !below.includes(part));
  const projected: Project = { ...project, input };
  return above.length === 0 ? projected : { ...filter, input: projected, condition: above.reduce(both) };
}

const conjuncts = (condition: Scalar): readonly Scalar[] =>
  condition.kind === 'call' && condition.name === 'and' ? condition.args.flatMap(conjuncts) : [condition];

const both = (a: Scalar, b: Scalar): Call => ({
  kind: 'call',
  name: 'and',
  args: [a, b],
  type: 'bool',
  span: a.kind === 'call' ? a.span : { start: 0, end: 0 },
});

/** Whether a condition reads columns, and none but those that are passed on. */
const isAbout = (condition: Scalar, passed: ReadonlyMap<string, string>): boolean =>
  some(condition, ({ kind }) => kind === 'column') &&
  !some(condition, (part) => part.kind === 'column' && !passed.has(part.name));

const renamed = (scalar: Scalar, names: ReadonlyMap<string, string>): Scalar =>
  scalar.kind === 'column'
    ? { ...scalar, name: names.get(scalar.name) ?? scalar.name }
    : mapParts(scalar, (part) => renamed(part, names));
