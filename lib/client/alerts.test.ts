import { expect, it } from 'vitest';
import { ALERT_STATE, alertHref, alertSearch } from './alerts';

it('takes the queue along to an alert, whatever is in it', () => {
  const queue = alertSearch({ q: 'a&b=c', detector: 'x' });
  const href = new URL(alertHref('id/1', 'links', queue), 'http://portal');
  expect(href.pathname).toBe('/alerts/id%2F1/links');
  expect(new URLSearchParams(href.searchParams.get('queue') ?? '').get('q')).toBe('a&b=c');
});

const STATE =
  '?q=ada&status=!resolved&sort=severity&dir=asc&group=source&within=x&columns=count,status&folded=a&density=compact&view=v&after=c';
const paramsOf = (search: string) => [...new URLSearchParams(search).keys()].sort().join(' ');

it('parts a state into what a view keeps, what rows are read by, and what is matched', () => {
  expect(paramsOf(ALERT_STATE.view(STATE))).toBe('columns density dir group q sort status');
  expect(paramsOf(ALERT_STATE.rows(STATE))).toBe('dir group q sort status');
  expect(paramsOf(ALERT_STATE.match(STATE))).toBe('q status');
  expect(paramsOf(ALERT_STATE.group(STATE, 'x'))).toContain('within');
});

it('changes a state at the top of the list, and leaves out what is as by itself', () => {
  const next = ALERT_STATE.change(STATE, { status: 'new,inProgress', q: null, sort: 'made-up' });
  expect(paramsOf(next)).toBe('columns density dir folded group view');
  expect(ALERT_STATE.value(next, 'status')).toBe('new,inProgress');
  expect(ALERT_STATE.look(next, { columns: [], density: 'comfortable' })).not.toContain('columns');
});
