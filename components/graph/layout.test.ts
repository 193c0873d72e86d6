import { describe, expect, it } from 'vitest';
import type { GraphView } from '@/lib/domain/views/graph';
import { layOut, NODE_HEIGHT } from './layout';
import { strongestLinks } from './links';
import { alertNode as alert, entityNode as entity } from './testing';

const graph: GraphView = {
  nodes: [alert('a'), alert('b'), alert('c'), entity('late'), entity('early'), entity('ip')],
  edges: [
    { id: '1', kind: 'evidence', source: 'a', target: 'early', role: 'compromised' },
    { id: '2', kind: 'evidence', source: 'c', target: 'late', role: 'attacked' },
    { id: '3', kind: 'evidence', source: 'b', target: 'ip', role: 'attacker' },
    { id: '4', kind: 'link', source: 'a', target: 'b', score: 2 },
    { id: '5', kind: 'link', source: 'b', target: 'c', score: 1.5 },
    { id: '6', kind: 'link', source: 'a', target: 'c', score: 1 },
  ],
};

describe('layout of the graph', () => {
  it('puts the attacker left of the alerts and the rest right of them, in the order of the alerts', () => {
    const { places } = layOut(graph, 900);
    const at = (id: string) => places.get(id) ?? { x: Number.NaN, y: Number.NaN };
    expect(at('ip').x).toBeLessThan(at('a').x);
    expect(at('early').x).toBeGreaterThan(at('a').x);
    expect(at('a').y).toBeLessThan(at('b').y);
    expect(at('early').y).toBeLessThan(at('late').y);
  });

  it.each([200, 640, 850, 2000])('overlaps no nodes and stays inside its size at %i px', (width) => {
    const layout = layOut(graph, width);
    const places = [...layout.places.values()];
    for (const [i, a] of places.entries()) {
      expect(a.x + layout.nodeWidth).toBeLessThanOrEqual(layout.width);
      expect(a.y + NODE_HEIGHT).toBeLessThanOrEqual(layout.height);
      for (const b of places.slice(i + 1)) {
        const isApart = Math.abs(a.x - b.x) >= layout.nodeWidth || Math.abs(a.y - b.y) >= NODE_HEIGHT;
        expect(isApart).toBe(true);
      }
    }
  });

  it('fits the room where columns can be read in it', () => {
    expect(layOut(graph, 850).width).toBeLessThanOrEqual(850);
  });

  it('draws an empty graph without a number that is none', () => {
    expect(layOut({ nodes: [], edges: [] }, 500).height).toBeGreaterThan(0);
  });
});

it('keeps the strongest link of each alert', () => {
  expect([...strongestLinks(graph.edges)].sort()).toEqual(['4', '5']);
});
