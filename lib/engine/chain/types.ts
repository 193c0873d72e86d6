import type { CanonicalEvent } from '@/lib/domain/event';
import type { ProcessInfo } from '@/lib/domain/facts/endpoint';

/** A process as a row names it. `key` is the sensor's own id of it (Sysmon's ProcessGuid, Defender's unique id). */
export interface ProcessRef {
  readonly info: ProcessInfo;
  readonly key?: string;
}

/** One row that tells of a process and who started it. */
export interface ProcessSighting {
  readonly rowId: string;
  readonly time: number;
  /** Null where the row is about something else that the process did: it names it only. */
  readonly started: ProcessRef | null;
  readonly account?: string;
  /** Who acted: the parent of what was started. */
  readonly by?: ProcessRef;
  /** The parent of who acted, where the row knows it. */
  readonly byParent?: ProcessRef;
}

/** A process that the alert is about, as its row names it. */
export interface ProcessAnchor {
  readonly ref: ProcessRef;
  readonly time: number;
}

/** A row of the lake in the words of the engine. */
export type ChainEvent = CanonicalEvent;
