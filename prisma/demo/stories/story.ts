import { Rng, textSeed } from '../core/random';
import { type DemoTable, type Emit, nativeId, type Row } from '../core/tables';
import { atLocal, workday } from '../core/time';
import { STREAM } from '../life/plan';

/** What is known of a story beforehand: who, where and what a portal ought to see in it. */
export interface Story {
  readonly id: string;
  readonly title: string;
  /** UPNs, or principals of other clouds, that the attacker uses or enters. */
  readonly accounts: readonly string[];
  /** Fully qualified names of machines that the attacker enters. */
  readonly hosts: readonly string[];
  /** Public addresses of the attacker. */
  readonly addresses: readonly string[];
  /** Domains of detection that it crosses, in the portal's words. */
  readonly domains: readonly ('identity' | 'endpoint' | 'email' | 'cloudApp' | 'cloudInfrastructure')[];
  /** ATT&CK techniques that it uses. */
  readonly techniques: readonly string[];
  /** Days before the anchor on which it begins and ends. */
  readonly from: number;
  readonly to: number;
  tell(stage: Stage): void;
}

/** Where a story is told: its random numbers, its clock and where its rows go. */
export interface Stage {
  readonly rng: Rng;
  /** Epoch ms of a clock time on the working day `back` days before the anchor, at an offset from UTC. */
  at(back: number, offset: number, hour: number, minute?: number): number;
  readonly emit: Emit;
}

export interface ToldRow {
  readonly table: DemoTable;
  readonly time: number;
  readonly row: Row;
}

/** Tells one story; rows after the anchor or before `start` are left out. */
export function tell(story: Story, seed: number, anchor: number, start: number): ToldRow[] {
  const rows: ToldRow[] = [];
  const stage: Stage = {
    rng: new Rng(seed, STREAM.story, textSeed(story.id)),
    at: (back, offset, hour, minute = 0) => atLocal(workday(anchor, offset, back), offset, hour, minute),
    emit: (table, time, row) => {
      if (time <= anchor && time > start) rows.push({ table, time, row });
    },
  };
  story.tell(stage);
  return rows;
}

/** The stable names of a story's rows. */
export const rowIds = (rows: readonly ToldRow[]): ReadonlySet<string> =>
  new Set(rows.map((r) => nativeId(r.table, r.row)));
