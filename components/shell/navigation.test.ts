import { describe, expect, it } from 'vitest';
import { PERMISSIONS } from '@/lib/domain/permissions';
import { crumbsOf, goKeys } from './navigation';

describe('breadcrumbs', () => {
  it.each([
    ['/incidents', ['Incidents']],
    ['/incidents/24', ['Incidents', '#24']],
    ['/incidents/24/alerts', ['Incidents', '#24']],
    ['/users/abc/sign-ins', ['Risky users', 'User']],
    ['/risky-sign-ins/7', ['Risky sign-ins', 'Sign-in']],
    ['/watchlists/abc', ['Watchlists', 'List']],
    ['/settings/data-health', ['Settings', 'Data health']],
    ['/entities/x', ['Entity']],
    ['/home', ['Home']],
    ['/search', ['Search']],
    ['/nowhere', []],
    ['/incidentsish', []],
  ])('%s', (path, labels) => {
    expect(crumbsOf(path).map((crumb) => crumb.label)).toEqual(labels);
  });

  it('links the list above a page and never the page itself', () => {
    expect(crumbsOf('/alerts/7').map((crumb) => crumb.href)).toEqual(['/alerts', undefined]);
  });
});

it('leads by key only where one may go, each key once', () => {
  const all = goKeys(new Set(PERMISSIONS));
  expect(all.map(({ keys }) => keys)).toContain('g h');
  expect(new Set(all.map(({ keys }) => keys)).size).toBe(all.length);
  expect(goKeys(new Set(['portal:read'])).map(({ item }) => item.href)).toEqual(['/settings/profile']);
});
