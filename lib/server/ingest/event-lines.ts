import 'server-only';
import { isAscii } from 'node:buffer';
import { storableJson } from '@/lib/core/storable';
import { dayNumber } from '@/lib/core/time';
import type { CanonicalEvent } from '@/lib/domain/event';
import type { NormalizedRow } from '@/lib/engine/normalize/types';
import { ingestKey } from './keys';

const SPACE = 0x20;
const NEWLINE = 0x0a;
const ZERO = 0x30;
/** Hexadecimal digits of a key. */
const KEY_LENGTH = 32;

/**
 * One line of a batch's events file: the key that makes the row idempotent, its event day (days since 1970), its event
 * time (milliseconds) and the event as JSON, with a space between. What the engine needs of every row stands in front,
 * so that events can be read a few at a time. In two parts, to be written one after the other. What cannot be stored is replaced here, so that everything that follows can be.
 */
export function eventLine(
  row: NormalizedRow,
  text: string,
  rowId: string,
): readonly [header: string, event: string] {
  // Each member by its name: spreading the event and adding to the copy takes ten times as long.
  const { table, time, actor, host, target, facts } = row.event;
  const event: CanonicalEvent = { rowId, table, time, actor, host, target, facts };
  const key = ingestKey(row.table, row.dedupKey, text);
  return [`${key} ${dayNumber(row.time)} ${row.time} `, storableJson(JSON.stringify(event))];
}

/** The lines of an events file. Events are parsed when they are asked for. */
export class EventLines {
  /** The keys of all lines as bytes, one after the other. */
  readonly keys: Buffer;
  readonly days: number[] = [];
  readonly times: number[] = [];
  /** Where the JSON of each event starts and ends in the file. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** Reading ASCII as Latin-1 takes half the time. */
  private readonly encoding: 'latin1' | 'utf8';

  /** @throws when a line is not one that `eventLine` wrote */
  constructor(private readonly content: Buffer) {
    this.encoding = isAscii(content) ? 'latin1' : 'utf8';
    const keys: string[] = [];
    for (let at = 0; at < content.length; ) {
      const newline = content.indexOf(NEWLINE, at);
      const end = newline < 0 ? content.length : newline;
      if (end > at) keys.push(this.header(at, end));
      at = end + 1;
    }
    this.keys = Buffer.from(keys.join(''), 'hex');
    if (this.keys.length * 2 !== keys.length * KEY_LENGTH)
      throw new Error('events file: a line has no header');
  }

  get length(): number {
    return this.starts.length;
  }

  event(line: number): CanonicalEvent {
    const [start, end] = [this.starts[line], this.ends[line]];
    return JSON.parse(this.content.toString(this.encoding, start, end));
  }

  /** @returns the line's key, in hexadecimal */
  private header(at: number, end: number): string {
    const afterKey = at + KEY_LENGTH;
    const afterDay = this.content.indexOf(SPACE, afterKey + 1);
    const afterTime = this.content.indexOf(SPACE, afterDay + 1);
    const wrong = this.content[afterKey] !== SPACE || afterDay < 0 || afterTime < 0 || afterTime >= end;
    if (wrong) throw new Error(`events file: the line at byte ${at} has no header`);
    this.days.push(this.number(afterKey + 1, afterDay));
    this.times.push(this.number(afterDay + 1, afterTime));
    this.starts.push(afterTime + 1);
    this.ends.push(end);
    return this.content.toString('latin1', at, afterKey);
  }

  private number(from: number, to: number): number {
    let number = 0;
    for (let at = from; at < to; at++) number = number * 10 + (this.content[at] ?? ZERO) - ZERO;
    return number;
  }
}
