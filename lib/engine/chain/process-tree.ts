import type { ProcessNodeView, ProcessTreeView } from '@/lib/domain/views/chain';
import { type KnownProcess, ProcessTable } from './processes';
import type { ProcessAnchor, ProcessRef, ProcessSighting } from './types';

/** Generations above the alert's process that are shown, and below it. */
const MAX_UP = 8;
const MAX_DOWN = 5;
/** Children of one process that are shown: those of the alert's own line before others. */
const MAX_CHILDREN = 12;
const MAX_SIBLINGS = 4;
/** What a session or a machine begins with: nobody asks who started these. */
const SESSION_ROOTS: ReadonlySet<string> = new Set([
  'explorer.exe',
  'services.exe',
  'wininit.exe',
  'winlogon.exe',
  'userinit.exe',
  'smss.exe',
  'system',
  'launchd',
  'systemd',
  'init',
]);

/** What is still to be looked for: processes above the alert's whose own start no row told. */
export interface UnseenParents {
  readonly refs: readonly ProcessRef[];
  /** They began before this. */
  readonly before: number;
}

/**
 * The tree around the processes of an alert: their line up, everything that they started, and a few of what was
 * started beside them.
 */
export function processTree(
  host: string,
  sightings: readonly ProcessSighting[],
  anchors: readonly ProcessAnchor[],
): ProcessTreeView | null {
  const table = new ProcessTable(sightings);
  const marked = [...new Set(anchors.map((anchor) => table.mark(anchor)))];
  if (marked.length === 0) return null;
  const children = childrenOf(table.all);
  const line = new Set(marked.flatMap((one) => ancestorsOf(one)));
  const below = new Set(marked.flatMap((one) => descendantsOf(one, children)));
  const roots = [...new Set(marked.map((one) => ancestorsOf(one).at(-1) ?? one))];
  const shown = new Set([...line, ...below]);
  return {
    kind: 'process',
    host,
    roots: roots.sort(byStart).map((root) => nodeOf(root, children, shown, marked)),
    parentUnseen: roots.some((root) => !SESSION_ROOTS.has(root.info.fileName.toLowerCase())),
  };
}

/** Ancestors that are only named so far: a look further back may find their start. */
export function unseenParents(
  sightings: readonly ProcessSighting[],
  anchors: readonly ProcessAnchor[],
): UnseenParents | null {
  const table = new ProcessTable(sightings);
  const tops = anchors.map((anchor) => ancestorsOf(table.mark(anchor)));
  const unseen = new Set(tops.flatMap((line) => line.filter((one) => one.rowId === null)));
  const refs = [...unseen]
    .filter(({ info, key }) => info.processId !== undefined || key !== undefined)
    .map(({ info, key }) => ({ info, ...(key === undefined ? {} : { key }) }));
  if (refs.length === 0) return null;
  const first = Math.min(
    ...tops.flat().map((one) => one.startedAt ?? Number.POSITIVE_INFINITY),
    ...anchors.map(({ time }) => time),
  );
  return { refs, before: first };
}

/** The process itself, its parent, and so on. */
function ancestorsOf(process: KnownProcess): KnownProcess[] {
  const line = [process];
  for (let at = process.parent; at !== null && line.length <= MAX_UP; at = at.parent) line.push(at);
  return line;
}

type Children = ReadonlyMap<KnownProcess, readonly KnownProcess[]>;

function childrenOf(all: readonly KnownProcess[]): Children {
  const found = new Map<KnownProcess, KnownProcess[]>();
  for (const one of all) {
    if (one.parent === null) continue;
    const list = found.get(one.parent) ?? [];
    list.push(one);
    found.set(one.parent, list);
  }
  for (const list of found.values()) list.sort(byStart);
  return found;
}

function descendantsOf(process: KnownProcess, children: Children, depth = 0): KnownProcess[] {
  if (depth >= MAX_DOWN) return [];
  return (children.get(process) ?? []).flatMap((child) => [
    child,
    ...descendantsOf(child, children, depth + 1),
  ]);
}

function nodeOf(
  process: KnownProcess,
  children: Children,
  shown: ReadonlySet<KnownProcess>,
  marked: readonly KnownProcess[],
): ProcessNodeView {
  const all = children.get(process) ?? [];
  const own = all.filter((child) => shown.has(child)).slice(0, MAX_CHILDREN);
  const kept = new Set([...own, ...nearest(all, shown, marked)]);
  const { info } = process;
  return {
    id: process.id,
    name: info.fileName,
    path: info.path ?? null,
    commandLine: info.commandLine ?? null,
    processId: info.processId ?? null,
    account: process.account,
    startedAt: process.startedAt,
    seen: process.rowId === null ? 'named' : 'row',
    isAlert: process.isAlert,
    children: all.filter((child) => kept.has(child)).map((child) => nodeOf(child, children, shown, marked)),
    moreChildren: all.length - kept.size,
  };
}

/** What the alert's parent started around the same time, for comparison. */
function nearest(
  all: readonly KnownProcess[],
  shown: ReadonlySet<KnownProcess>,
  marked: readonly KnownProcess[],
): readonly KnownProcess[] {
  const alert = all.find((child) => marked.includes(child));
  if (!alert) return [];
  const distance = (one: KnownProcess): number => Math.abs((one.startedAt ?? 0) - (alert.startedAt ?? 0));
  return all
    .filter((child) => !shown.has(child))
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, MAX_SIBLINGS);
}

const byStart = (a: KnownProcess, b: KnownProcess): number =>
  (a.startedAt ?? 0) - (b.startedAt ?? 0) || (a.id < b.id ? -1 : 1);
