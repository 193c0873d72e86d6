import type { Scalar } from '../../plan/scalar';
import { type Scan, type ScanStep, stepColumn } from '../../plan/scan';
import type { Column } from '../../types';
import { unsupported } from '../../types';
import { elements, items, type KustoNode, spanOf, textOf } from '../nodes';
import { inputOf, parameters } from './common';
import { literal } from './literal';
import type { LowerOperator } from './operators';
import type { Context } from './scope';
import { typeNamed } from './types';

/** `scan`: rows matched to steps one after the other. */
export const SCAN: Readonly<Record<string, LowerOperator>> = { ScanOperator: scanned };

function scanned(node: KustoNode, context: Context): Scan {
  const input = inputOf(node, context);
  if (node.OrderByClause) throw unsupported('scan with order by', spanOf(node), 'sort the rows before it');
  if (node.PartitionByClause) throw unsupported('scan with partition by', spanOf(node));
  const declared = elements(node.DeclareClause?.Declarations).map((one) => {
    const type = typeNamed(textOf(one.NameAndType.Type));
    const fallback = one.DefaultValue
      ? context.lower.scalar((one.DefaultValue as unknown as { Value: KustoNode }).Value, context)
      : literal(type, null);
    return { name: one.NameAndType.Name.SimpleName, type, fallback };
  });
  const seen: Column[] = [...input.columns, ...declared.map(({ name, type }) => ({ name, type }))];
  const scope = context.scope.inner();
  const nodes = items(node.Steps);
  for (const step of nodes)
    scope.bind(step.Name.SimpleName, {
      kind: 'step',
      column: (name) => stepColumn(step.Name.SimpleName, name),
    });
  const inner: Context = { ...context, scope, input: { ...input, columns: seen } };
  const matchNode = parameters(node).get('with_match_id');
  const matchId = matchNode ? matchNode.SimpleName : null;
  return {
    kind: 'scan',
    input,
    declared,
    matchId,
    steps: nodes.map((step) => stepOf(step, inner)),
    columns: [...seen, ...(matchId ? [{ name: matchId, type: 'long' } as const] : [])],
  };
}

function stepOf(node: KustoNode, context: Context): ScanStep {
  if (node.OptionalKeyword) throw unsupported('an optional step of scan', spanOf(node));
  const output = node.ScanStepOutput ? textOf(node.ScanStepOutput).split('=')[1]?.trim() : 'all';
  return {
    name: node.Name.SimpleName,
    condition: context.lower.scalar(node.Condition, context),
    output: output === 'last' || output === 'none' ? output : 'all',
    assignments: elements(node.ComputationClause?.Assignments).map(
      (one): { name: string; value: Scalar } => ({
        name: one.Name.SimpleName,
        value: context.lower.scalar(one.Expression, context),
      }),
    ),
  };
}
