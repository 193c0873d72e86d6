import { describe, expect, it } from 'vitest';
import { incidentGraph } from './incident-graph';
import type { GraphAlert, GraphEvidence } from './types';

const ev = (
  entityId: string,
  role: GraphEvidence['role'] = 'compromised',
  type: GraphEvidence['type'] = 'account',
): GraphEvidence => ({
  entityId,
  type,
  name: entityId,
  role,
  verdict: 'unknown',
});

const alert = (alertId: string, evidence: GraphEvidence[], part: Partial<GraphAlert> = {}): GraphAlert => ({
  alertId,
  title: alertId,
  severity: 'medium',
  firstActivity: 1,
  evidence,
  ...part,
});

describe('incident graph', () => {
  it('draws each alert and entity once, edges by role, links by score', () => {
    const graph = incidentGraph(
      [alert('a', [ev('ann'), ev('pc', 'attacked', 'host')]), alert('b', [ev('ann', 'attacker')])],
      [
        { a: 'b', b: 'a', score: 0.9 },
        { a: 'a', b: 'b', score: 0.4 },
        { a: 'a', b: 'elsewhere', score: 1 },
      ],
    );
    expect(graph.nodes.map((n) => n.id)).toEqual(['alert:a', 'alert:b', 'entity:ann', 'entity:pc']);
    expect(graph.edges).toEqual([
      {
        id: 'alert:a>entity:ann',
        kind: 'evidence',
        source: 'alert:a',
        target: 'entity:ann',
        role: 'compromised',
      },
      { id: 'alert:a>entity:pc', kind: 'evidence', source: 'alert:a', target: 'entity:pc', role: 'attacked' },
      { id: 'alert:a~alert:b', kind: 'link', source: 'alert:a', target: 'alert:b', score: 0.9 },
      {
        id: 'alert:b>entity:ann',
        kind: 'evidence',
        source: 'alert:b',
        target: 'entity:ann',
        role: 'attacker',
      },
    ]);
  });

  it('folds a spray over many accounts, and keeps the one that signed in', () => {
    const victims = Array.from({ length: 40 }, (_, i) => ev(`user${String(i).padStart(2, '0')}`, 'attacked'));
    const graph = incidentGraph(
      [alert('spray', [...victims, ev('bob'), { ...ev('9.9.9.9', 'attacker', 'ip'), verdict: 'malicious' }])],
      [],
    );
    const entities = graph.nodes.filter((n) => n.kind === 'entity');
    expect(entities.map((n) => [n.label, n.count])).toEqual([
      ['user00 +39', 40],
      ['bob', 1],
      ['9.9.9.9', 1],
    ]);
    expect(entities[2]?.verdict).toBe('malicious');
    expect(graph.edges).toHaveLength(3);
  });

  it('folds repeats of one alert and draws no link inside a fold', () => {
    const repeats = Array.from({ length: 6 }, (_, i) =>
      alert(`r${i}`, [ev('ann')], {
        title: 'Brute force',
        firstActivity: 10 - i,
        severity: i === 3 ? 'high' : 'low',
      }),
    );
    const graph = incidentGraph(repeats, [{ a: 'r0', b: 'r1', score: 1 }]);
    expect(graph.nodes[0]).toMatchObject({
      label: 'Brute force +5',
      count: 6,
      severity: 'high',
      firstActivity: 5,
    });
    expect(graph.edges.map((e) => e.kind)).toEqual(['evidence']);
  });

  it('has the same ids in any order, and every edge ends at a node', () => {
    const alerts = [
      alert(
        'a',
        Array.from({ length: 7 }, (_, i) => ev(`u${i}`)),
      ),
      alert('b', [ev('u0', 'attacked'), ev('u9')]),
      ...Array.from({ length: 5 }, (_, i) => alert(`c${i}`, [ev('u9')], { title: 'Same' })),
    ];
    const one = incidentGraph(alerts, []);
    const other = incidentGraph([...alerts].reverse(), []);
    expect(other.nodes.map((n) => n.id).sort()).toEqual(one.nodes.map((n) => n.id).sort());
    expect(other.edges).toEqual(one.edges);
    const ids = new Set(one.nodes.map((n) => n.id));
    for (const e of one.edges) expect([ids.has(e.source), ids.has(e.target)]).toEqual([true, true]);
  });
});
