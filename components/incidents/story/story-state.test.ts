import { describe, expect, it } from 'vitest';
import type { StoryAlert } from '@/lib/domain/views/story';
import { entityOptions, matching, momentsOf, nearest, stepFrom } from './story-state';

const alert = (id: string, minute: number, tactic: StoryAlert['tactic'], ...names: string[]): StoryAlert => ({
  id,
  title: id,
  severity: 'high',
  tactic,
  serviceSource: 'throughline',
  firstActivity: new Date(minute * 60_000).toISOString(),
  count: 1,
  entities: names.map((name, index) => ({
    entityId: `${name}-${id}`.replace(/^shared-.*/, 'shared'),
    type: 'process',
    name,
    role: 'attacked',
    detail: `pid ${index + minute}`,
  })),
});
const alerts = [
  alert('a', 1, 'InitialAccess', 'shared'),
  alert('b', 3, 'Execution', 'shared', 'cmd.exe'),
  alert('c', 3, 'Execution', 'cmd.exe'),
];

describe('the story', () => {
  it('is narrowed by entity and tactic together', () => {
    expect(matching(alerts, { entity: '', tactics: [] })).toBeNull();
    expect([...(matching(alerts, { entity: 'shared', tactics: ['Execution'] }) ?? [])]).toEqual(['b']);
  });

  it('is played from moment to moment, and ends with everything in sight', () => {
    const moments = momentsOf(alerts, null);
    expect(moments).toEqual([60_000, 180_000]);
    expect(stepFrom(moments, null, 1)).toBe(60_000);
    expect(stepFrom(moments, 60_000, 1)).toBe(180_000);
    expect(stepFrom(moments, 180_000, 1)).toBeNull();
    expect(stepFrom(moments, null, -1)).toBe(60_000);
    expect(stepFrom(moments, 60_000, -1)).toBe(60_000);
    expect(stepFrom([], null, 1)).toBeNull();
  });

  it('is scrubbed to the moment nearest to where the pointer is', () => {
    expect(nearest([60_000, 180_000], 0, 200_000, 0.9)).toBe(180_000);
    expect(nearest([60_000, 180_000], 0, 200_000, -1)).toBe(60_000);
  });

  it('tells entities of one name apart', () => {
    const labels = entityOptions(alerts).map(({ label }) => label);
    expect(labels).toEqual(['shared', 'cmd.exe · pid 3', 'cmd.exe · pid 4']);
  });
});
