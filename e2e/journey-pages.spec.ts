import { readdirSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { Role } from '@/lib/domain/permissions';
import { GraphPage } from './pages/graph';
import type { Attack } from './support/api';
import { waitsUntilItLives } from './support/lives';
import { BASE_URL, cookiesOf } from './support/portal';
import { expect, test } from './support/test';

/** What one attack and one bulk job have made: the pages that have an id in their address. */
interface World extends Attack {
  readonly user: string;
  readonly entity: string;
  readonly signIn: string;
  readonly job: string;
  readonly graph: string;
  readonly watchlist: string;
}

interface Place {
  readonly path: (world: World) => string;
  readonly heading: string | RegExp;
  /** Roles that it opens to; everybody where it is not said. */
  readonly roles?: readonly Role[];
}

const at = (path: string, heading: string | RegExp, roles?: readonly Role[]): Place => ({
  path: () => path,
  heading,
  ...(roles ? { roles } : {}),
});
const incident = (tab: string): Place => ({
  path: ({ incident: { incidentNumber } }) => `/incidents/${incidentNumber}${tab}`,
  heading: /target/,
});
const alert = (tab: string): Place => ({
  path: ({ alerts }) => `/alerts/${encodeURIComponent(alerts[0]?.id ?? '')}${tab}`,
  heading: /./,
});
const user = (tab: string): Place => ({ path: (world) => `${world.user}${tab}`, heading: /target/ });
const entity = (tab: string): Place => ({ path: (world) => `${world.entity}${tab}`, heading: /^ws-/ });

/** Every page of the portal by its route, where to find one, and what it says it is. */
const PLACES: Readonly<Record<string, Place>> = {
  '/home': at('/home', 'Home'),
  '/reports': at('/reports', 'Reports'),
  '/search': at('/search?q=target', /^Search/),
  '/incidents': at('/incidents', 'Incidents'),
  '/incidents/[number]/(tabs)': incident(''),
  '/incidents/[number]/(tabs)/alerts': incident('/alerts'),
  '/incidents/[number]/(tabs)/assets': incident('/assets'),
  '/incidents/[number]/(tabs)/evidence': incident('/evidence'),
  '/incidents/[number]/(tabs)/similar': incident('/similar'),
  '/incidents/[number]/(tabs)/activity': incident('/activity'),
  '/incidents/[number]/print': incident('/print'),
  '/alerts': at('/alerts', 'Alerts'),
  '/alerts/[id]': alert(''),
  '/alerts/[id]/entities': alert('/entities'),
  '/alerts/[id]/links': alert('/links'),
  '/alerts/[id]/activity': alert('/activity'),
  '/hunting': at('/hunting', 'Hunting', ['analyst', 'identityAdmin', 'admin']),
  '/hunting/library': at('/hunting/library', 'Query library', ['analyst', 'identityAdmin', 'admin']),
  '/watchlists': at('/watchlists', 'Watchlists', ['analyst', 'identityAdmin', 'admin']),
  '/watchlists/[id]': {
    path: (world) => world.watchlist,
    heading: /^tour-/,
    roles: ['analyst', 'identityAdmin', 'admin'],
  },
  '/graph': at('/graph', 'Investigation graph'),
  '/graph/[id]': { path: (world) => world.graph, heading: /^Tour/ },
  '/users': at('/users', 'Risky users'),
  '/users/[id]': user(''),
  '/users/[id]/access': user('/access'),
  '/users/[id]/activity': user('/activity'),
  '/users/[id]/incidents': user('/incidents'),
  '/users/[id]/sign-ins': user('/sign-ins'),
  '/users/[id]/timeline': user('/timeline'),
  '/risk-detections': at('/risk-detections', 'Risk detections'),
  '/risky-sign-ins': at('/risky-sign-ins', 'Risky sign-ins'),
  '/risky-sign-ins/[id]': { path: (world) => world.signIn, heading: /^Sign-in of .*target/ },
  '/entities/[id]': entity(''),
  '/entities/[id]/incidents': entity('/incidents'),
  '/entities/[id]/timeline': entity('/timeline'),
  '/jobs': at('/jobs', 'Jobs'),
  '/jobs/[id]': { path: (world) => world.job, heading: /tour/ },
  '/settings': at('/settings', 'Profile'),
  '/settings/profile': at('/settings/profile', 'Profile'),
  '/settings/data-health': at('/settings/data-health', 'Data health'),
  '/settings/detection': at('/settings/detection', 'Detection'),
  '/settings/hubs': at('/settings/hubs', 'Hubs'),
  '/settings/retention': at('/settings/retention', 'Retention'),
  '/settings/audit': at('/settings/audit', 'Audit log'),
  '/settings/people': at('/settings/people', 'People', ['admin']),
  '/settings/tokens': at('/settings/tokens', 'API tokens', ['admin']),
  '/settings/webhooks': at('/settings/webhooks', 'Webhooks', ['admin']),
  '/forbidden': at('/forbidden', 'Your role does not open this page'),
};

test('every page of the portal is on the tour', () => {
  const files = readdirSync('app/(portal)', { recursive: true, encoding: 'utf8' });
  const routes = files
    .filter((file) => file.endsWith('/page.tsx'))
    .map((file) => `/${file.replace(/\/page\.tsx$/, '')}`);
  expect(Object.keys(PLACES).sort()).toEqual(routes.sort());
});

/** The address of the first link that leads below a path. */
async function first(page: Page, path: string, below: string): Promise<string> {
  await page.goto(path);
  const href = await page.getByRole('main').locator(`a[href^="${below}"]`).first().getAttribute('href');
  return (href ?? '').split('?')[0] ?? '';
}

test.describe('tour', () => {
  let world: World;

  test.beforeAll(async ({ api, browser }) => {
    const attack = await api.attack();
    const { incidentNumber } = attack.incident;
    const context = await browser.newContext({ storageState: cookiesOf('analyst') });
    const page = await context.newPage();
    waitsUntilItLives(page);
    const { target } = attack;
    const user = await first(page, `/users?q=${target.upn}`, '/users/');
    const signIn = await first(page, `/risky-sign-ins?q=${target.upn}`, '/risky-sign-ins/');
    const entity = await first(page, `/incidents/${incidentNumber}/assets`, '/entities/');
    const answer = await page.request.post('/api/jobs', {
      data: {
        target: 'incident',
        action: { do: 'tags', add: ['tour'], remove: [] },
        selection: { kind: 'filter', search: `?q=%23${incidentNumber}`, expected: 1 },
      },
      headers: { origin: BASE_URL },
    });
    expect(answer.status(), await answer.text()).toBeLessThan(300);
    const job = await first(page, '/jobs', '/jobs/');
    const alias = `tour-${target.id.replace(/[^A-Za-z0-9]/g, '-')}`;
    const made = await api.http.put(`/api/watchlists/${alias}?key=Person`, {
      data: `Person,Rank\n${target.upn},1\nbroken\n`,
      headers: { 'content-type': 'text/csv' },
    });
    const { id: list } = (await made.json()) as { id: string };
    const explored = new GraphPage(page);
    await explored.open(`incident:${incidentNumber}`);
    await explored.save(`Tour ${target.id}`, true);
    const graph = new URL(page.url()).pathname;
    world = { ...attack, user, entity, signIn, job, graph, watchlist: `/watchlists/${list}` };
    await context.close();
  });

  for (const who of ['analyst', 'identityAdmin', 'manager', 'admin'] as const) {
    test(`${who}: every page that the role opens, and a plain refusal of every other`, async ({
      open,
      problems,
    }) => {
      test.setTimeout(300_000);
      problems.expect(/status of 403/);
      const page = await open(who);
      for (const [route, { path, heading, roles }] of Object.entries(PLACES)) {
        const mayOpen = roles === undefined || roles.includes(who);
        const title = page.getByRole('heading', { level: 1 });
        const answer = await page.goto(path(world), { waitUntil: 'commit' });
        await expect(title, route).toHaveText(mayOpen ? heading : 'Your role does not open this page');
        // The page stands as a whole: no part of it has failed, none goes on waiting.
        await expect(page.getByRole('status', { name: 'Loading' }), route).toHaveCount(0);
        await expect(page.getByText('could not be shown'), route).toHaveCount(0);
        if (!mayOpen) await expect(page.getByRole('main').getByRole('table'), route).toHaveCount(0);
        expect(answer?.status() ?? 0, route).toBeLessThan(404);
      }
    });
  }
});
