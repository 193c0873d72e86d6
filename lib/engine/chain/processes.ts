import type { ProcessInfo } from '@/lib/domain/facts/endpoint';
import type { ProcessAnchor, ProcessRef, ProcessSighting } from './types';

/** A process as all rows together tell it. */
export interface KnownProcess {
  readonly id: string;
  info: ProcessInfo;
  key: string | undefined;
  /** When it began; null while only its children name it. */
  startedAt: number | null;
  rowId: string | null;
  account: string | null;
  parent: KnownProcess | null;
  isAlert: boolean;
}

/** Two logs of one start lie closer than this; no process id is used again so soon. */
const SAME_START = 10_000;
/** A parent's row may be stamped a little after its child's. */
const SLACK = 2_000;

const lower = (text: string | undefined): string => (text ?? '').toLowerCase();
const sameImage = (a: ProcessInfo, b: ProcessInfo): boolean => lower(a.fileName) === lower(b.fileName);

/**
 * The processes of one host. Process ids are used again, so a process is known by the sensor's own key, else by its id
 * and when it began; a name that only a child's row mentions is the latest process of that id and image before it.
 */
export class ProcessTable {
  private readonly byKey = new Map<string, KnownProcess>();
  private readonly byPid = new Map<number, KnownProcess[]>();
  readonly all: KnownProcess[] = [];

  constructor(sightings: readonly ProcessSighting[]) {
    const rows = [...sightings].sort((a, b) => a.time - b.time || (a.rowId < b.rowId ? -1 : 1));
    for (const row of rows) if (row.started) this.start(row, row.started);
    for (const row of rows) this.relate(row);
  }

  /** The process that a row names at a time, if it is known. */
  find({ info, key }: ProcessRef, time: number): KnownProcess | undefined {
    const exact = key === undefined ? undefined : this.byKey.get(key);
    if (exact) return exact;
    if (info.processId === undefined) return undefined;
    const fitting = (this.byPid.get(info.processId) ?? []).filter(
      (one) =>
        sameImage(one.info, info) &&
        (key === undefined || one.key === undefined) &&
        (info.creationTime === undefined || one.startedAt === null
          ? (one.startedAt ?? time) <= time + SLACK
          : Math.abs(one.startedAt - info.creationTime) <= SAME_START),
    );
    return fitting.reduce<KnownProcess | undefined>(
      (best, one) => (best === undefined || (one.startedAt ?? 0) > (best.startedAt ?? 0) ? one : best),
      undefined,
    );
  }

  /** The process that a row names, made where no row told of its start. */
  findOrName(ref: ProcessRef, time: number): KnownProcess {
    return this.find(ref, time) ?? this.add(ref, ref.info.creationTime ?? null, null);
  }

  mark({ ref, time }: ProcessAnchor): KnownProcess {
    const found = this.findOrName(ref, time);
    found.isAlert = true;
    return found;
  }

  private start(row: ProcessSighting, ref: ProcessRef): void {
    const startedAt = ref.info.creationTime ?? row.time;
    const info = { ...ref.info, creationTime: startedAt };
    const known = this.find({ ...ref, info }, row.time);
    if (known && known.startedAt !== null && Math.abs(known.startedAt - startedAt) <= SAME_START) {
      // Another log of the same start: what one leaves out the other fills in.
      known.info = { ...info, ...known.info };
      known.key ??= ref.key;
      if (known.key !== undefined) this.byKey.set(known.key, known);
      known.account ??= row.account ?? null;
      return;
    }
    const made = this.add({ ...ref, info }, startedAt, row.rowId);
    made.account = row.account ?? null;
  }

  private relate(row: ProcessSighting): void {
    const by = row.by && this.findOrName(row.by, row.time);
    if (by && row.byParent) this.connect(by, this.findOrName(row.byParent, row.time));
    if (!row.started || !by) return;
    const startedAt = row.started.info.creationTime ?? row.time;
    const child = this.find(
      { ...row.started, info: { ...row.started.info, creationTime: startedAt } },
      row.time,
    );
    if (child) this.connect(child, by);
  }

  /** The first parent stays; a circle of process ids that were used again is never closed. */
  private connect(child: KnownProcess, parent: KnownProcess): void {
    if (child.parent !== null || child === parent) return;
    for (let at: KnownProcess | null = parent; at !== null; at = at.parent) if (at === child) return;
    if (parent.startedAt !== null && child.startedAt !== null && parent.startedAt > child.startedAt + SLACK)
      return;
    child.parent = parent;
  }

  private add({ info, key }: ProcessRef, startedAt: number | null, rowId: string | null): KnownProcess {
    const made: KnownProcess = {
      id: `p${this.all.length}`,
      info,
      key,
      startedAt,
      rowId,
      account: null,
      parent: null,
      isAlert: false,
    };
    this.all.push(made);
    if (key !== undefined) this.byKey.set(key, made);
    if (info.processId !== undefined) {
      const list = this.byPid.get(info.processId) ?? [];
      list.push(made);
      this.byPid.set(info.processId, list);
    }
    return made;
  }
}
