import type { Relation } from './relation';
import { mapParts, type Scalar } from './scalar';

type Change = (relation: Relation) => Relation;

/** A table with everything below it changed first, then itself. */
export function mapRelation(relation: Relation, change: Change): Relation {
  return change(
    withScalars(
      mapInputs(relation, (input) => mapRelation(input, change)),
      change,
    ),
  );
}

/** A table with each table that it is made of replaced; those inside of its expressions stay. */
export function mapInputs(relation: Relation, change: Change): Relation {
  switch (relation.kind) {
    case 'table':
    case 'rows':
    case 'range':
    case 'context':
    case 'getSchema':
    case 'external':
    case 'watchlist':
      return relation;
    case 'join':
      return {
        ...relation,
        left: change(relation.left),
        right: change(relation.right),
      };
    case 'union':
      return {
        ...relation,
        inputs: relation.inputs.map((input) => ({ ...input, relation: change(input.relation) })),
      };
    case 'mvApply':
    case 'partition':
      return {
        ...relation,
        input: change(relation.input),
        subquery: change(relation.subquery),
      };
    case 'evaluate':
      return {
        ...relation,
        input: change(relation.input),
        tables: relation.tables.map(change),
      };
    default:
      return { ...relation, input: change(relation.input) };
  }
}

/** The tables inside of a table's expressions: `toscalar`, `in (…)`. */
function withScalars(relation: Relation, change: Change): Relation {
  const inside = (scalar: Scalar): Scalar => {
    const mapped = mapParts(scalar, inside);
    return mapped.kind === 'toscalar' || mapped.kind === 'inTable'
      ? { ...mapped, source: mapRelation(mapped.source, change) }
      : mapped;
  };
  switch (relation.kind) {
    case 'filter':
      return { ...relation, condition: inside(relation.condition) };
    case 'project':
      return { ...relation, items: relation.items.map((item) => ({ ...item, value: inside(item.value) })) };
    case 'summarize':
      return {
        ...relation,
        by: relation.by.map((item) => ({ ...item, value: inside(item.value) })),
        aggregates: relation.aggregates.map((one) => ({ ...one, value: inside(one.value) })),
      };
    default:
      return relation;
  }
}
