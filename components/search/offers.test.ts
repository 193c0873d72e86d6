import { describe, expect, it } from 'vitest';
import { actionsOf, matches, pagesOf } from './offers';

describe('matches', () => {
  it.each([
    ['Assign to me', '', true],
    ['Assign to me', 'as me', true],
    ['Assign to me', 'sign', false],
    ['#24 Credential theft', '#24', true],
    ['Data health', 'HEAL', true],
  ])('%s by %j: %s', (name, text, expected) => expect(matches(name, text)).toBe(expected));
});

it('offers the pages that one may open', () => {
  expect(pagesOf(['portal:read']).map(({ href }) => href)).toEqual(['/settings/profile']);
  expect(pagesOf(['incident:read'])[0]).toMatchObject({ href: '/home', keys: 'g h' });
});

it('offers what the page does, not how one moves on it', () => {
  const run = () => undefined;
  const actions = actionsOf([
    { heading: 'Incident', shortcuts: [{ keys: 'm', label: 'Assign to me', run }] },
    { heading: 'Queue', shortcuts: [{ keys: 'j', label: 'Next', run, repeats: true }] },
    { heading: 'Go to', shortcuts: [{ keys: 'g i', label: 'Incidents', run }] },
  ]);
  expect(actions.map(({ label }) => label)).toEqual(['Assign to me']);
});
