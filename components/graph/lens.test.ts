import { expect, it } from 'vitest';
import type { GraphView } from '@/lib/domain/views/graph';
import { through } from './lens';
import { alertNode as alert, entityNode as entity } from './testing';

const names = (source: string, target: string) =>
  ({ id: `${source}>${target}`, kind: 'evidence', source, target, role: 'attacked' }) as const;
const graph: GraphView = {
  nodes: [alert('first', 1), alert('second', 2), entity('both'), entity('late')],
  edges: [names('first', 'both'), names('second', 'both'), names('second', 'late')],
};

it('hides what has not begun, with the entities that only it names', () => {
  const { hidden, dimmed } = through(graph, { alertIds: null, upTo: 1 });
  expect([...hidden].sort()).toEqual(['late', 'second']);
  expect([...dimmed]).toEqual([]);
});

it('dims what is not meant, but not an entity that something meant names as well', () => {
  const { hidden, dimmed } = through(graph, { alertIds: new Set(['first']), upTo: null });
  expect([...hidden]).toEqual([]);
  expect([...dimmed].sort()).toEqual(['late', 'second']);
});

it('shows everything without a lens', () => {
  const { hidden, dimmed } = through(graph, { alertIds: null, upTo: null });
  expect(hidden.size + dimmed.size).toBe(0);
});
