import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '@/lib/core/time';
import type { ProcessInfo } from '@/lib/domain/facts/endpoint';
import { processEvidence } from './evidence';
import { eventOf, machine, START } from './testing';

/** Identifiers of one process as a log tells its creation at this time. */
function keysOf(process: ProcessInfo, time: number): readonly string[] {
  const event = eventOf({ kind: 'process', process }, { time, host: machine('pc1'), table: 'SecurityEvent' });
  return (processEvidence(event, process, 'suspicious')?.ids ?? []).map((id) => id.value);
}

const shares = (a: readonly string[], b: readonly string[]): boolean => a.some((key) => b.includes(key));
const reg: ProcessInfo = { fileName: 'reg.exe', processId: 4711 };

describe('the identity of a process', () => {
  it('is one for two logs that stamp its creation seconds apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: DAY }), fc.integer({ min: 0, max: 4_999 }), (at, later) => {
        const first = keysOf(reg, START + at);
        expect(shares(first, keysOf({ ...reg, creationTime: START + at + later }, START + at + later))).toBe(
          true,
        );
      }),
    );
  });

  it('is another for the same id on the same machine later, and none where the creation is not told', () => {
    expect(shares(keysOf(reg, START), keysOf(reg, START + 60_000))).toBe(false);
    const opened = eventOf(
      { kind: 'processAccess', source: reg, target: { fileName: 'lsass.exe' }, grantedAccess: 0x1010 },
      { host: machine('pc1') },
    );
    expect(processEvidence(opened, reg, 'suspicious')?.ids).toEqual([]);
  });
});
