import type { Item, Project, Relation } from '../plan/relation';
import { type Call, mapParts, type Scalar, some } from '../plan/scalar';
import type { Column, ScalarType } from '../types';

/** What looks at rows before and after; SQL does not let one stand inside of another. */
const WINDOWS = new Set([
  'prev',
  'next',
  'row_number',
  'row_cumsum',
  'row_rank_dense',
  'row_rank_min',
  'row_window_session',
  '$changed',
  '$running',
  '$latest',
]);

const isWindow = (scalar: Scalar): scalar is Call => scalar.kind === 'call' && WINDOWS.has(scalar.name);
export const windowed = (scalar: Scalar): boolean => some(scalar, isWindow);

const call = (of: Call, name: string, args: readonly Scalar[], type: ScalarType): Call => ({
  ...of,
  name,
  args,
  type,
});

/** What starts again where a condition holds counts how often it held, and keeps each count apart. */
function spelledOut(scalar: Scalar): Scalar {
  const parts = mapParts(scalar, spelledOut);
  if (parts.kind !== 'call') return parts;
  const [first, second] = parts.args;
  const segment = (restart: Scalar | undefined): Scalar[] =>
    restart ? [call(parts, '$running', [restart], 'long')] : [];
  switch (parts.name) {
    case 'row_cumsum':
      return first && second ? { ...parts, args: [first, ...segment(second)] } : parts;
    case 'row_number':
      return first && second ? { ...parts, args: [first, ...segment(second)] } : parts;
    case 'row_rank_dense': {
      if (!first) return parts;
      const changed = call(parts, '$changed', [first], 'bool');
      const counted = second ? call(parts, 'or', [changed, second], 'bool') : changed;
      return call(parts, '$running', [counted, ...segment(second)], 'long');
    }
    case 'row_rank_min': {
      if (!first) return parts;
      const changed = call(parts, '$changed', [first], 'bool');
      const counted = second ? call(parts, 'or', [changed, second], 'bool') : changed;
      const one: Scalar = { kind: 'literal', type: 'long', value: 1 };
      const number = call(parts, 'row_number', [one, ...segment(second)], 'long');
      return call(parts, '$latest', [number, counted, ...segment(second)], 'long');
    }
    default:
      return parts;
  }
}

/** Takes windows out of windows: the inner ones become columns of a table below. */
export function stageWindows(relation: Relation): Relation {
  if (relation.kind !== 'project' || !relation.items.some(({ value }) => windowed(value))) return relation;
  return staged({
    ...relation,
    items: relation.items.map((item) => ({ ...item, value: spelledOut(item.value) })),
  });
}

function staged(project: Project): Project {
  const below: Item[] = [];
  const lift = (scalar: Scalar): Scalar => {
    if (isWindow(scalar)) return mapParts(scalar, take);
    return mapParts(scalar, lift);
  };
  const take = (scalar: Scalar): Scalar => {
    if (!isWindow(scalar)) return mapParts(scalar, take);
    const name = `$window${below.length}_${project.columns.length}`;
    below.push({ name, type: scalar.type, value: scalar });
    return { kind: 'column', name, type: scalar.type };
  };
  const items = project.items.map((item) => ({ ...item, value: lift(item.value) }));
  if (below.length === 0) return withSessions(project);
  const passed = passedOn(project.input);
  const all = [...passed, ...below];
  const input = staged({
    kind: 'project',
    input: project.input,
    items: all,
    columns: all.map(({ name, type }) => ({ name, type })),
  });
  return withSessions({ ...project, input, items });
}

const passedOn = ({ columns }: Relation): Item[] =>
  columns.map((column) => ({ ...column, value: { kind: 'column', ...column } }));

/** Sessions are no window of SQL: each becomes a table below with its column. */
function withSessions(project: Project): Project {
  let input = project.input;
  const lift = (scalar: Scalar): Scalar => {
    if (scalar.kind !== 'call' || scalar.name !== 'row_window_session') return mapParts(scalar, lift);
    const [value, fromFirst, fromLast, restart] = scalar.args;
    if (!value || !fromFirst || !fromLast) return scalar;
    const name = `$session${input.columns.length}`;
    const column: Column = { name, type: 'datetime' };
    input = {
      kind: 'sessions',
      input,
      name,
      value,
      fromFirst,
      fromLast,
      restart: restart ?? null,
      columns: [...input.columns, column],
    };
    return { kind: 'column', ...column };
  };
  const items = project.items.map((item) => ({ ...item, value: lift(item.value) }));
  return input === project.input ? project : { ...project, input, items };
}
