import type { Aggregate, Relation } from '../plan/relation';
import { mapParts, type Scalar, some } from '../plan/scalar';
import { mapInputs } from '../plan/walk';
import type { Column } from '../types';

/** Names of the columns that somebody reads; null for all of them. */
type Needed = ReadonlySet<string> | null;

const ALL: Needed = null;

/**
 * Leaves out the columns that nobody reads: a sign-in has a hundred, a query asks for six. The database would find that
 * out too, but only after it has read and bound a text of a hundred columns at each step; and which form of `arg_max` is
 * quickest depends on how many are left.
 */
export const pruneColumns = (root: Relation): Relation => keep(root, ALL);

function keep(relation: Relation, needed: Needed): Relation {
  switch (relation.kind) {
    case 'table':
      return { ...relation, columns: only(relation.columns, needed) };
    case 'filter': {
      const input = keep(relation.input, plus(needed, [relation.condition]));
      return { ...relation, input, columns: input.columns, condition: inside(relation.condition) };
    }
    case 'sort': {
      const input = keep(
        relation.input,
        plus(
          needed,
          relation.keys.map(({ value }) => value),
        ),
      );
      return { ...relation, input, columns: input.columns };
    }
    case 'take': {
      const input = keep(relation.input, needed);
      return { ...relation, input, columns: input.columns };
    }
    case 'project': {
      const items = only(relation.items, needed).map((item) => ({ ...item, value: inside(item.value) }));
      return {
        ...relation,
        items,
        columns: only(relation.columns, needed),
        input: keep(relation.input, named(items.map(({ value }) => value))),
      };
    }
    case 'summarize': {
      const by = relation.by.map((item) => ({ ...item, value: inside(item.value) }));
      const aggregates = relation.aggregates.map((one) =>
        trimmed({ ...one, value: inside(one.value) }, needed),
      );
      return {
        ...relation,
        by,
        aggregates,
        columns: [
          ...by.map(({ name, type }) => ({ name, type })),
          ...aggregates.flatMap(({ columns }) => columns),
        ],
        input: keep(relation.input, named([...by, ...aggregates].map(({ value }) => value))),
      };
    }
    case 'join': {
      const kept = relation.columns.map(({ name }) => !needed || needed.has(name));
      const from = relation.from.filter((_, index) => kept[index]);
      const of = (side: 'left' | 'right'): Needed =>
        plus(
          new Set(from.filter((one) => one.side === side).map(({ name }) => name)),
          relation.on.map((pair) => pair[side]),
        );
      return {
        ...relation,
        from,
        columns: relation.columns.filter((_, index) => kept[index]),
        left: keep(relation.left, of('left')),
        right: keep(relation.right, of('right')),
      };
    }
    case 'union': {
      const kept = relation.columns.map(({ name }) => !needed || needed.has(name));
      return {
        ...relation,
        columns: relation.columns.filter((_, index) => kept[index]),
        inputs: relation.inputs.map((input) => {
          const from = input.from.filter((_, index) => kept[index]);
          const read = new Set(from.filter((one) => typeof one === 'string'));
          return { ...input, from, relation: keep(input.relation, read) };
        }),
      };
    }
    case 'mvExpand': {
      const input = keep(
        relation.input,
        plus(
          needed,
          relation.expansions.map(({ value }) => value),
        ),
      );
      const given = new Set(input.columns.map(({ name }) => name));
      const own = new Set([...relation.expansions.map(({ name }) => name), relation.indexColumn]);
      return {
        ...relation,
        input,
        columns: relation.columns.filter(({ name }) => own.has(name) || given.has(name)),
      };
    }
    case 'makeSeries': {
      const { by, axis, aggregates } = relation;
      const read = [...by, axis, ...aggregates].map(({ value }) => value);
      return { ...relation, input: keep(relation.input, named(read)) };
    }
    case 'topNested': {
      const read = relation.levels.flatMap(({ of, by }) => [of.value, by.value]);
      return { ...relation, input: keep(relation.input, named(read)) };
    }
    default:
      return mapInputs(relation, (input) => keep(input, ALL));
  }
}

const only = <T extends Column>(columns: readonly T[], needed: Needed): T[] =>
  columns.filter(({ name }) => !needed || needed.has(name));

/** Of `arg_max(time, *)` the values that are read, beside the greatest itself. */
function trimmed(aggregate: Aggregate, needed: Needed): Aggregate {
  const { value, columns } = aggregate;
  if (!needed || value.kind !== 'call' || !/^arg_?(min|max)$/.test(value.name)) return aggregate;
  const stays = (index: number): boolean => index === 0 || needed.has(columns[index]?.name ?? '');
  return {
    columns: columns.filter((_, index) => stays(index)),
    value: { ...value, args: value.args.filter((_, index) => stays(index)) },
  };
}

/** The tables inside of an expression are tables of their own. */
function inside(scalar: Scalar): Scalar {
  const mapped = mapParts(scalar, inside);
  return mapped.kind === 'toscalar' || mapped.kind === 'inTable'
    ? { ...mapped, source: keep(mapped.source, ALL) }
    : mapped;
}

/** The columns that expressions name; all where one asks for `*`. */
function named(scalars: readonly Scalar[]): Needed {
  const names = new Set<string>();
  for (const scalar of scalars)
    some(scalar, (part) => {
      if (part.kind === 'column') names.add(part.name);
      return false;
    });
  return names.has('*') ? ALL : names;
}

function plus(needed: Needed, scalars: readonly Scalar[]): Needed {
  const others = named(scalars);
  return needed && others ? new Set([...needed, ...others]) : ALL;
}
