import { expect, it } from 'vitest';
import type { Display, DisplayNode } from './display';
import { graphSvg, type Palette } from './svg';

const colour = { bg: '#111', fg: '#222' };
const palette: Palette = {
  bg: '#fff',
  surface: '#eee',
  text: '#000',
  muted: '#555',
  line: '#999',
  note: '#33f',
  severity: { informational: '#1', low: '#2', medium: '#3', high: '#4' },
  role: { attacker: colour, compromised: colour, attacked: colour, suspicious: colour, other: colour },
};
const node = (id: string, label: string, more: Partial<DisplayNode> = {}): DisplayNode => ({
  id,
  label,
  of: 'ip',
  detail: 'IP address',
  thing: null,
  count: 1,
  isHub: false,
  isPinned: false,
  note: null,
  role: null,
  isFaded: false,
  ...more,
});
const display: Display = {
  nodes: [
    node('a', '<script>&"x"\u0007'),
    node('b', 'a name that is much too long for the room of one node', { note: 'seen before', count: 37 }),
    node('lost', 'has no place'),
  ],
  edges: [
    { id: 'a~b', source: 'a', target: 'b', ties: [], label: '', isDashed: true },
    { id: 'a~lost', source: 'a', target: 'lost', ties: [], label: '', isDashed: false },
  ],
};
const places = new Map([
  ['a', { x: -300, y: 40 }],
  ['b', { x: 100, y: -80 }],
]);

it('writes one SVG document around everything that has a place, its text escaped and cut to its room', () => {
  const { svg, width, height } = graphSvg(display, places, { title: 'Incident #1 & more', palette });
  expect(svg).toContain('&lt;script&gt;&amp;&quot;x&quot;');
  expect(svg).not.toContain('<script');
  expect(svg).not.toContain(String.fromCharCode(7));
  expect(svg).toContain('a name that is much too…');
  expect(svg).toContain('Note: seen before');
  expect(svg).toContain('>37</text>');
  expect(svg.match(/<path /g)).toHaveLength(1);
  expect(svg).toContain('stroke-dasharray="4 4"');
  expect([width, height]).toEqual([400 + 208 + 48, 120 + 44 + 48 + 40]);
  expect(svg).toContain(`viewBox="-324 -144 ${width} ${height}"`);
  expect(graphSvg(display, places, { title: 'Incident #1 & more', palette }).svg).toBe(svg);
});
