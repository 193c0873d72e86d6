import 'server-only';
import type { ExpandInput } from '@/lib/domain/inputs/investigation';
import { isLakeKind, type StoredKind, type Thing, type Tie } from '@/lib/domain/investigation';
import type { Actor } from '@/lib/domain/permissions';
import type { CountsView, ExpansionView } from '@/lib/domain/views/investigation';
import { AppError } from '@/lib/server/errors';
import { lakeExpansion } from './lake';
import { knownIds, type NodeName, nodeName, type TimeRange, thingsOf } from './nodes';
import { storedCounts, storedExpansion, together } from './stored';
import { tie, tiesAmong } from './ties';

/** @throws AppError notFound for what names nothing */
export function requireNode(node: string): NodeName {
  const name = nodeName(node);
  if (name === null) throw new AppError('notFound', `node ${node.slice(0, 80)}`);
  return name;
}

/** Stored things that a node can be expanded to, counted. */
export async function countStored(actor: Actor, node: string, range: TimeRange): Promise<CountsView> {
  return { counts: await storedCounts(actor, requireNode(node), range), window: null };
}

/** What a node is tied to by one kind, with the ties to everything that the graph holds already. */
export async function expand(actor: Actor, input: ExpandInput): Promise<ExpansionView> {
  const name = requireNode(input.node);
  const range = { since: input.since, until: input.until };
  const { kind } = input;
  const found = isLakeKind(kind)
    ? await lakeExpansion(actor, input.node, name, kind, range)
    : await expandStored(actor, input.node, name, kind as StoredKind, range);
  const nodes = [...new Set([...input.known, input.node, ...found.things.map((thing) => thing.id)])];
  const among = await tiesAmong(actor, touching(nodes, found.things));
  return { ...found, ties: uniqueTies([...found.ties, ...among]) };
}

/** Every stored id of the graph; when nothing stored came, there is nothing new to tie. */
const touching = (nodes: readonly string[], came: readonly Thing[]) =>
  came.some((thing) => thing.kind !== 'seen') ? knownIds(nodes) : { incidents: [], alerts: [], entities: [] };

async function expandStored(
  actor: Actor,
  node: string,
  name: NodeName,
  kind: StoredKind,
  range: TimeRange,
): Promise<ExpansionView> {
  const found = await storedExpansion(actor, name, kind, range);
  const [things, shared] = await Promise.all([
    thingsOf(actor, found),
    name.kind === 'entity' ? together(actor, name, found.entities, range) : [],
  ]);
  const ties = [
    ...shared.map((row) => tie(node, `entity:${row.id}`, 'with', row)),
    ...(name.kind === 'entity' && kind === 'incidents'
      ? await memberships(actor, node, found.incidents)
      : []),
  ];
  return { things, ties, total: found.total, isCapped: found.isCapped, window: null };
}

/** An entity's roles in its incidents. */
async function memberships(
  actor: Actor,
  node: string,
  incidents: readonly number[],
): Promise<readonly Tie[]> {
  const { entities } = knownIds([node]);
  return tiesAmong(actor, { incidents, alerts: [], entities });
}

const uniqueTies = (ties: readonly Tie[]): readonly Tie[] => [
  ...new Map(ties.map((one) => [one.id, one])).values(),
];
