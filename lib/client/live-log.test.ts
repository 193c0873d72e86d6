import { describe, expect, test } from 'vitest';
import type { LiveEvent } from '@/lib/domain/live';
import { LiveLog } from './live-log';

const event = (sequence: number): LiveEvent => ({
  sequence: String(sequence),
  type: 'incident.updated',
  targetId: `t${sequence}`,
});
const sequences = (events: readonly LiveEvent[] | null) => events?.map(({ sequence }) => Number(sequence));

describe('what a tab remembers of the live stream', () => {
  test('an event is taken once, and not at all when the page was written after it', () => {
    const log = new LiveLog('10');
    expect(log.last, 'the stream begins after the page').toBe('10');
    expect([10, 11, 12, 11, 9].map((sequence) => log.add(event(sequence)))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(log.last).toBe('12');
  });

  test('sequences are numbers, not text', () => {
    const log = new LiveLog('9');
    expect(log.add(event(10))).toBe(true);
    expect(sequences(log.after('9'))).toEqual([10]);
  });

  test('what one tab told late is still in its place', () => {
    const log = new LiveLog('1');
    for (const sequence of [2, 5, 3, 4]) expect(log.add(event(sequence))).toBe(true);
    expect(sequences(log.after('2'))).toEqual([3, 4, 5]);
    expect(log.last).toBe('5');
  });

  test('a log that does not reach back says so', () => {
    const log = new LiveLog('20');
    log.add(event(21));
    expect(log.after('19')).toBeNull();
    expect(sequences(log.after('20'))).toEqual([21]);
    expect(new LiveLog(null).after('1')).toBeNull();
  });

  test('without a beginning it begins with the first event', () => {
    const log = new LiveLog(null);
    expect(log.last).toBeNull();
    expect(log.add(event(7))).toBe(true);
    expect(log.after('6')).toBeNull();
    expect(log.after('7')).toEqual([]);
  });

  test('after a gap only what came later counts', () => {
    const log = new LiveLog('1');
    log.add(event(2));
    log.forget();
    expect(log.last, 'the stream still goes on where it was').toBe('2');
    log.add(event(9));
    log.add(event(10));
    expect(log.after('2')).toBeNull();
    expect(sequences(log.after('9'))).toEqual([10]);
  });

  test('it forgets the oldest', () => {
    const log = new LiveLog('0');
    for (let sequence = 1; sequence <= 1_005; sequence++) log.add(event(sequence));
    expect(log.after('4')).toBeNull();
    expect(log.after('5')).toHaveLength(1_000);
  });
});
