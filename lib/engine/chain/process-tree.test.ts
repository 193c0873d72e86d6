import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProcessNodeView, ProcessTreeView } from '@/lib/domain/views/chain';
import { processTree, unseenParents } from './process-tree';
import type { ProcessAnchor, ProcessRef, ProcessSighting } from './types';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 2, 10, 12);

const ref = (fileName: string, processId?: number, rest: Partial<ProcessRef['info']> = {}): ProcessRef => ({
  info: { fileName, ...(processId === undefined ? {} : { processId }), ...rest },
});
let rows = 0;
const start = (
  minute: number,
  child: ProcessRef,
  by?: ProcessRef,
  byParent?: ProcessRef,
): ProcessSighting => ({
  rowId: `r${String(rows++).padStart(6, '0')}`,
  time: NOON + minute * MINUTE,
  started: child,
  ...(by ? { by } : {}),
  ...(byParent ? { byParent } : {}),
});
const at = (minute: number, of: ProcessRef): ProcessAnchor => ({ ref: of, time: NOON + minute * MINUTE });

const draw = (tree: ProcessTreeView | null): string[] => {
  const lines: string[] = [];
  const walk = (node: ProcessNodeView, depth: number): void => {
    const marks = `${node.isAlert ? '!' : ''}${node.seen === 'named' ? '?' : ''}${node.moreChildren ? `+${node.moreChildren}` : ''}`;
    lines.push(`${'  '.repeat(depth)}${node.name}${marks}`);
    for (const child of node.children) walk(child, depth + 1);
  };
  for (const root of tree?.roots ?? []) walk(root, 0);
  return lines;
};

describe('the process tree', () => {
  it('shows the line up, what it started, and marks the alert', () => {
    const sightings = [
      start(0, ref('explorer.exe', 10), ref('userinit.exe', 5)),
      start(1, ref('winword.exe', 20), ref('explorer.exe', 10)),
      start(2, ref('powershell.exe', 30), ref('winword.exe', 20)),
      start(3, ref('rundll32.exe', 40), ref('powershell.exe', 30)),
      start(3, ref('notepad.exe', 50), ref('explorer.exe', 10)),
    ];
    expect(draw(processTree('pc', sightings, [at(2, ref('powershell.exe', 30))]))).toEqual([
      'userinit.exe?',
      '  explorer.exe+1',
      '    winword.exe',
      '      powershell.exe!',
      '        rundll32.exe',
    ]);
  });

  it('says so when a parent was not seen, and what to look for', () => {
    const sightings = [start(3, ref('rundll32.exe', 40), ref('cmd.exe', 30))];
    const anchors = [at(3, ref('rundll32.exe', 40))];
    const tree = processTree('pc', sightings, anchors);
    expect(draw(tree)).toEqual(['cmd.exe?', '  rundll32.exe!']);
    expect(tree?.parentUnseen).toBe(true);
    expect(unseenParents(sightings, anchors)).toMatchObject({
      refs: [{ info: { fileName: 'cmd.exe', processId: 30 } }],
      before: NOON + 3 * MINUTE,
    });
    expect(unseenParents([start(0, ref('cmd.exe', 30)), ...sightings], anchors)).toBeNull();
  });

  it('takes the latest process of an id that was used again, by image and by time', () => {
    const sightings = [
      start(0, ref('cmd.exe', 30), ref('explorer.exe', 1)),
      start(5, ref('cmd.exe', 30), ref('services.exe', 2)),
      start(8, ref('chrome.exe', 30), ref('explorer.exe', 1)),
      start(9, ref('cmd.exe', 30), ref('late.exe', 3)),
      start(6, ref('whoami.exe', 40), ref('cmd.exe', 30)),
    ];
    expect(draw(processTree('pc', sightings, [at(6, ref('whoami.exe', 40))]))).toEqual([
      'services.exe?',
      '  cmd.exe',
      '    whoami.exe!',
    ]);
  });

  it('trusts a creation time and a sensor key over the time of the row', () => {
    const early = ref('cmd.exe', 30, { creationTime: NOON });
    const sightings = [
      start(0, early, ref('first.exe', 1)),
      start(5, ref('cmd.exe', 30, { creationTime: NOON + 5 * MINUTE }), ref('second.exe', 2)),
      start(6, ref('whoami.exe', 40), early),
      start(7, { ...ref('a.exe', 50), key: 'k-a' }, { ...ref('b.exe', 60), key: 'k-b' }),
      start(4, { ...ref('b.exe', 60), key: 'k-b' }, ref('third.exe', 3)),
      start(5, { ...ref('b.exe', 60), key: 'k-other' }, ref('fourth.exe', 4)),
    ];
    expect(draw(processTree('pc', sightings, [at(6, ref('whoami.exe', 40))]))[0]).toBe('first.exe?');
    expect(draw(processTree('pc', sightings, [at(7, { ...ref('a.exe', 50), key: 'k-a' })]))).toEqual([
      'third.exe?',
      '  b.exe',
      '    a.exe!',
    ]);
  });

  it('is one process where two logs told of one start', () => {
    const told = [
      start(1, ref('tool.exe', 40, { commandLine: 'tool.exe -x' }), ref('cmd.exe', 30)),
      start(1.05, { ...ref('tool.exe', 40), key: 'guid' }, ref('cmd.exe', 30)),
    ];
    expect(draw(processTree('pc', told, [at(1, ref('tool.exe', 40))]))).toEqual(['cmd.exe?', '  tool.exe!']);
  });

  it('names who acted where its row tells the parent of the parent', () => {
    const told = [start(1, ref('tool.exe', 40), ref('cmd.exe', 30), ref('winword.exe', 20))];
    expect(draw(processTree('pc', told, [at(1, ref('tool.exe', 40))]))).toEqual([
      'winword.exe?',
      '  cmd.exe?',
      '    tool.exe!',
    ]);
  });

  it('shows a process that no row started', () => {
    const tree = processTree('pc', [], [at(1, ref('lsass.exe', 700))]);
    expect(draw(tree)).toEqual(['lsass.exe!?']);
    expect(processTree('pc', [], [])).toBeNull();
  });

  const sighting = fc
    .record({
      minute: fc.integer({ min: 0, max: 30 }),
      child: fc.integer({ min: 1, max: 8 }),
      parent: fc.integer({ min: 1, max: 8 }),
      image: fc.constantFrom('a.exe', 'b.exe'),
      parentImage: fc.constantFrom('a.exe', 'b.exe'),
    })
    .map(({ minute, child, parent, image, parentImage }) =>
      start(minute, ref(image, child), ref(parentImage, parent)),
    );
  const flat = (tree: ProcessTreeView | null): ProcessNodeView[] => {
    const walk = (node: ProcessNodeView): ProcessNodeView[] => [node, ...node.children.flatMap(walk)];
    return (tree?.roots ?? []).flatMap(walk);
  };

  it('is a tree whatever ids were used again: each process once, children after their parents, any order of rows', () => {
    fc.assert(
      fc.property(fc.array(sighting, { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), (told, pid) => {
        const anchors = [at(15, ref('a.exe', pid))];
        const tree = processTree('pc', told, anchors);
        const nodes = flat(tree);
        expect(new Set(nodes.map((node) => node.id)).size).toBe(nodes.length);
        expect(nodes.filter((node) => node.isAlert)).toHaveLength(1);
        for (const node of nodes) {
          for (const child of node.children) {
            if (node.startedAt === null || child.startedAt === null) continue;
            expect(child.startedAt).toBeGreaterThanOrEqual(node.startedAt - 2_000);
          }
        }
        expect(draw(processTree('pc', told.toReversed(), anchors))).toEqual(draw(tree));
      }),
    );
  });
});
