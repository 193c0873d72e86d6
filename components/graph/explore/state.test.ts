import { describe, expect, it } from 'vitest';
import { graphDocument } from '@/lib/domain/inputs/investigation';
import { type GraphDocument, type Thing, type Tie, tieId } from '@/lib/domain/investigation';
import { displayOf, extentOf, foundNodes, histogramOf, manyOf } from './display';
import {
  addPart,
  foldAround,
  fromDocument,
  hide,
  openFold,
  setNote,
  showAll,
  startState,
  tidy,
  toDocument,
  togglePin,
} from './state';

const incident: Thing = {
  kind: 'incident',
  id: 'incident:1',
  label: 'Story',
  number: 1,
  severity: 'high',
  status: 'active',
  at: 0,
};
const alert = (id: string): Thing => ({
  kind: 'alert',
  id: `alert:${id}`,
  label: `Alert ${id}`,
  severity: 'high',
  status: 'new',
  at: 0,
});
const ip = (id: string): Thing => ({
  kind: 'entity',
  id: `entity:${id}`,
  label: id,
  type: 'ip',
  hub: false,
  touches: 1,
  hint: null,
});
const tie = (source: string, what: string, target: string, first = 0, last = first): Tie => {
  const made = { source, what, target, count: 1, first, last };
  return { ...made, id: tieId(made) };
};
const ips = Array.from({ length: 9 }, (_, i) => ip(`ip-${i}`));
const story = startState({
  things: [incident, alert('a'), alert('b'), ...ips],
  ties: [
    tie('incident:1', 'member', 'alert:a'),
    tie('incident:1', 'member', 'alert:b'),
    tie('alert:a', 'linked', 'alert:b'),
    ...ips.map(({ id }) => tie('alert:a', 'role:attacker', id, 1_000, 2_000)),
    ...ips.map(({ id }) => tie('incident:1', 'role:attacker', id, 1_000, 2_000)),
    tie('alert:b', 'role:source', 'entity:ip-8', 5_000),
  ],
});
const shown = (state = story) => displayOf(state, null).nodes.map((node) => node.label);

describe('the graph that a person works on', () => {
  it('folds many of one kind with the same neighbours; what is tied to more stands out', () => {
    expect(shown()).toEqual(['#1 Story', 'Alert a', 'Alert b', 'ip-8', '8 IP addresses']);
    const { nodes, edges } = displayOf(story, null);
    expect(nodes.at(-1)).toMatchObject({ count: 8, role: 'attacker', thing: null });
    expect(edges.find(({ target }) => target.startsWith('fold:'))?.ties).toHaveLength(8);
  });

  it('draws no short cut past an alert that is drawn, and the short cut when the alert is hidden', () => {
    const between = (state = story) =>
      displayOf(state, null).edges.filter(({ id }) => id === 'entity:ip-8~incident:1').length;
    expect(between()).toBe(0);
    expect(between(hide(hide(story, 'alert:a'), 'alert:b'))).toBe(1);
    expect(displayOf(story, null).edges.some(({ id }) => id === 'alert:a~alert:b')).toBe(false);
  });

  it('opens a fold, whole or in part, and folds it again; nothing that stays moves', () => {
    const fold = [...story.folds.keys()][0] ?? '';
    const one = openFold(story, fold, ['entity:ip-3']);
    expect(shown(one)).toContain('7 IP addresses');
    expect(shown(one)).toContain('ip-3');
    for (const [id, place] of story.places) expect(one.places.get(id)).toEqual(place);
    const all = openFold(story, fold);
    expect(shown(all)).toHaveLength(3 + 9);
    expect(shown(foldAround(all, 'alert:a'))).toEqual([
      '#1 Story',
      'Alert a',
      'Alert b',
      'ip-8',
      '8 IP addresses',
    ]);
    expect(shown(foldAround(setNote(all, 'entity:ip-0', 'the first'), 'alert:a'))).toContain('ip-0');
  });

  it('takes in what comes later: known ties appear with their other end, and nothing moves', () => {
    const early = startState({
      things: [alert('a')],
      ties: [tie('alert:a', 'role:attacker', 'entity:late')],
    });
    expect(displayOf(early, null).edges).toEqual([]);
    const late = addPart(early, { things: [ip('late'), alert('a')], ties: [] });
    expect(displayOf(late, null).edges).toHaveLength(1);
    expect(late.places.get('alert:a')).toEqual(early.places.get('alert:a'));
  });

  it('keeps edges of the chosen time and fades what they leave alone', () => {
    const { nodes, edges } = displayOf(story, { since: 4_000, until: 6_000 });
    expect(edges.map(({ id }) => id)).toEqual(['alert:b~entity:ip-8']);
    expect(nodes.filter(({ isFaded }) => !isFaded).map(({ label }) => label)).toEqual(['Alert b', 'ip-8']);
    expect(extentOf(story)).toEqual({ since: 0, until: 5_000 });
    expect(histogramOf(story, { since: 0, until: 6_000 }, 3)).toEqual([21, 18, 1]);
  });

  it('hides and shows, and tidies around what is pinned', () => {
    const less = hide(story, 'entity:ip-8');
    expect(shown(less)).not.toContain('ip-8');
    expect(shown(showAll(less))).toEqual(shown());
    const pinned = togglePin(
      { ...story, places: new Map([...story.places, ['alert:b', { x: 777, y: 333 }]]) },
      'alert:b',
    );
    expect(tidy(pinned).places.get('alert:b')).toEqual({ x: 777, y: 333 });
    expect(tidy(pinned).places.size).toBe(story.places.size);
  });

  it('comes back from what was kept exactly as it was', () => {
    const kept = setNote(togglePin(hide(story, 'alert:b'), 'alert:a'), 'alert:a', '  look here ');
    const document: GraphDocument = graphDocument.parse(JSON.parse(JSON.stringify(toDocument(kept, null))));
    const back = fromDocument(document);
    expect(displayOf(back, null)).toEqual(displayOf(kept, null));
    expect(back.places).toEqual(kept.places);
    expect(back.notes.get('alert:a')).toBe('look here');
  });

  it('finds what is called exactly so before what only holds the text', () => {
    const nodes = displayOf(story, null).nodes;
    expect(foundNodes(nodes, 'alert b').map(({ id }) => id)).toEqual(['alert:b']);
    expect(foundNodes(nodes, ' IP').map(({ label }) => label)).toEqual(['ip-8', '8 IP addresses']);
  });

  it('counts in words', () => {
    expect(manyOf('ip', 37)).toBe('37 IP addresses');
    expect(manyOf('account', 1)).toBe('1 account');
    expect(manyOf('url', 2)).toBe('2 URLs');
    expect(manyOf('mailbox', 2)).toBe('2 mailboxes');
    expect(manyOf('process', 2)).toBe('2 processes');
  });
});
