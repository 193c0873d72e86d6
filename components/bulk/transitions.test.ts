import { describe, expect, it } from 'vitest';
import type { SelectionView } from '@/lib/domain/views/jobs';
import { offersOf } from './transitions';

const view = (status: Record<string, number>): SelectionView => ({
  count: Object.values(status).reduce((sum, n) => sum + n, 0),
  ...{ status, classification: {}, assignee: {}, tags: [], openAlerts: 0, people: [], me: 'me' },
});
const steps = (status: Record<string, number>) =>
  offersOf('incident', view(status)).status.map(({ action, count }) => [action.status, count]);

describe('what a selection is offered', () => {
  it('is no step that changes nothing', () => {
    expect(steps({ active: 3 })).toEqual([
      ['inProgress', 3],
      ['awaitingAction', 3],
    ]);
    expect(steps({ active: 2, inProgress: 5, resolved: 9 })).toEqual([
      ['active', 5],
      ['inProgress', 2],
      ['awaitingAction', 7],
    ]);
  });

  it('is reopening where something is resolved, and resolving where something is open', () => {
    expect(offersOf('incident', view({ resolved: 4 }))).toMatchObject({ status: [], reopen: 4, resolve: 0 });
    expect(offersOf('incident', view({ active: 1, resolved: 4 }))).toMatchObject({ reopen: 4, resolve: 1 });
  });

  it('is nothing for what was merged', () => {
    expect(offersOf('incident', view({ redirected: 2 }))).toEqual({
      ...{ status: [], reopen: 0, resolve: 0, classify: false, tags: false },
    });
  });

  it('leaves out the status that all alerts have', () => {
    const { status } = offersOf('alert', view({ resolved: 2 }));
    expect(status.map(({ action }) => action.status)).toEqual(['new', 'inProgress']);
  });
});
