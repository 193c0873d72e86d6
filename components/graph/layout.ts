import type { GraphView } from '@/lib/domain/views/graph';
import { isAttackerSide, leadingRole } from './roles';

export const NODE_HEIGHT = 46;
const ROW = NODE_HEIGHT + 10;
const MARGIN = 16;
const NODE_WIDTH = { min: 176, max: 250 } as const;
/** Room between two columns, for the edges. */
const GAP = { min: 56, max: 150 } as const;

export interface GraphLayout {
  readonly places: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  readonly nodeWidth: number;
  /** Of the whole picture with its margin, in the same pixels as `width`. */
  readonly width: number;
  readonly height: number;
}

const between = (value: number, { min, max }: { readonly min: number; readonly max: number }): number =>
  Math.min(Math.max(value, min), max);

/**
 * Places the nodes in columns: what the attacker used, the alerts from the first to the last, what they named besides.
 * A column of entities is in the order of the alerts that name them, which keeps edges short. The same graph is always
 * drawn the same.
 *
 * @param width room there is, in pixels; columns and gaps grow into it, and stay readable when it is too small
 */
export function layOut(graph: GraphView, width: number): GraphLayout {
  const alerts = graph.nodes.filter((node) => node.kind === 'alert').map((node) => node.id);
  const entities = graph.nodes
    .filter((node) => node.kind === 'entity')
    .map((node) => ({ id: node.id, at: meanPlace(graph, alerts, node.id) }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
  const isLeft = (id: string) => isAttackerSide(leadingRole(graph, id));
  const columns = [entities.filter(isLeft), alerts, entities.filter((id) => !isLeft(id))].filter(
    (column) => column.length > 0,
  );
  const gaps = columns.length - 1;
  const room = width - 2 * MARGIN;
  const nodeWidth = between((room - gaps * GAP.min * 1.5) / columns.length, NODE_WIDTH);
  const gap = gaps === 0 ? 0 : between((room - columns.length * nodeWidth) / gaps, GAP);
  const rows = Math.max(...columns.map((column) => column.length), 1);
  return {
    places: new Map(
      columns.flatMap((column, x) =>
        column.map((id, y) => [
          id,
          {
            x: MARGIN + x * (nodeWidth + gap),
            y: MARGIN + ((rows - column.length) / 2 + y) * ROW,
          },
        ]),
      ),
    ),
    nodeWidth,
    width: 2 * MARGIN + columns.length * nodeWidth + gaps * gap,
    height: 2 * MARGIN + rows * ROW - (ROW - NODE_HEIGHT),
  };
}

/** Mean place of the alerts that name an entity. */
function meanPlace(graph: GraphView, alerts: readonly string[], id: string): number {
  const places = graph.edges.flatMap((edge) =>
    edge.kind === 'evidence' && edge.target === id ? [alerts.indexOf(edge.source)] : [],
  );
  return places.reduce((sum, place) => sum + place, 0) / Math.max(places.length, 1);
}
