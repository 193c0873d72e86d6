import { expect, it } from 'vitest';
import { DEFAULT_ALERT_COLUMNS } from '@/lib/domain/views/alert';
import { alertColumnsOf, alertHref, alertSearch } from './alerts';

it('shows the columns that an address names, in its order, each once, and no other', () => {
  expect(alertColumnsOf({ cols: 'count,severity,count,made-up' })).toEqual(['count', 'severity']);
  expect(alertColumnsOf({ cols: '' })).toEqual(DEFAULT_ALERT_COLUMNS);
  expect(alertColumnsOf({ cols: 'made-up' })).toEqual(DEFAULT_ALERT_COLUMNS);
});

it('takes the queue along to an alert, whatever is in it', () => {
  const queue = alertSearch({ q: 'a&b=c', detector: 'x' });
  const href = new URL(alertHref('id/1', 'links', queue), 'http://portal');
  expect(href.pathname).toBe('/alerts/id%2F1/links');
  expect(new URLSearchParams(href.searchParams.get('queue') ?? '').get('q')).toBe('a&b=c');
});
