import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CanonicalEvent } from '@/lib/domain/event';
import type { NormalizedRow } from '@/lib/engine/normalize/types';
import { EventLines, eventLine } from './event-lines';

const rowOf = (name: string, time: number): NormalizedRow => {
  const event: Omit<CanonicalEvent, 'rowId'> = {
    table: 'SigninLogs',
    time,
    facts: { kind: 'other', operation: name },
  };
  return { table: 'SigninLogs', time, dedupKey: name, principal: '', columns: {}, overflow: null, event };
};

describe('the events file of a batch', () => {
  it('gives back every event behind its key, day and time, whatever is in it', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    const time = fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2200, 0) });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, time)), (rows) => {
        const written = rows.map(([name, at], line) =>
          eventLine(rowOf(name, at), name, `b:${line}`).join(''),
        );
        const lines = new EventLines(Buffer.from(written.map((line) => `${line}\n`).join('')));
        expect(lines.length).toBe(rows.length);
        rows.forEach(([name, at], line) => {
          expect(lines.keys.toString('hex', line * 16, line * 16 + 16)).toBe(written[line]?.slice(0, 32));
          expect(lines.days[line]).toBe(Math.floor(at / 86_400_000));
          expect(lines.times[line]).toBe(at);
          expect(lines.event(line)).toMatchObject({
            rowId: `b:${line}`,
            time: at,
            facts: { operation: name },
          });
        });
      }),
    );
  });

  it.each(['not json', '{"k":"1"}', `${'a'.repeat(32)} 1`, `${'a'.repeat(32)} 1 2\n${'a'.repeat(33)} 1 {}`])(
    'refuses a line without a header: %s',
    (content) => {
      expect(() => new EventLines(Buffer.from(content))).toThrow('has no header');
    },
  );
});
