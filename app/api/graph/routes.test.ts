import { beforeAll, describe, expect, it } from 'vitest';
import * as riskDetections from '@/app/api/graph/v1.0/identityProtection/riskDetections/route';
import * as history from '@/app/api/graph/v1.0/identityProtection/riskyUsers/[id]/history/route';
import * as riskyUser from '@/app/api/graph/v1.0/identityProtection/riskyUsers/[id]/route';
import * as confirm from '@/app/api/graph/v1.0/identityProtection/riskyUsers/confirmCompromised/route';
import * as dismiss from '@/app/api/graph/v1.0/identityProtection/riskyUsers/dismiss/route';
import * as riskyUsers from '@/app/api/graph/v1.0/identityProtection/riskyUsers/route';
import * as alert from '@/app/api/graph/v1.0/security/alerts_v2/[id]/route';
import * as alerts from '@/app/api/graph/v1.0/security/alerts_v2/route';
import * as incident from '@/app/api/graph/v1.0/security/incidents/[id]/route';
import * as incidents from '@/app/api/graph/v1.0/security/incidents/route';
import type { TokenScope } from '@/lib/domain/permissions';
import { prisma } from '@/lib/server/db';
import {
  type MadeIncident,
  makeAccount,
  makeActor,
  makeDetection,
  makeIncident,
  makeTenant,
} from '@/lib/server/incidents/testing';
import type { RouteHandler } from '@/lib/server/route';
import { testDatabase } from '@/lib/server/testing/database';
import { createToken } from '@/lib/server/tokens/commands';

testDatabase();
const COUNT = 7;
let read = '';
let write = '';
let other = '';
let userId = '';
let aad = '';
let first: MadeIncident;

async function tokenOf(tenantId: string, scopes: TokenScope[]): Promise<string> {
  const admin = await makeActor(tenantId, 'admin');
  return (await createToken(admin, null, { name: scopes.join(), scopes, expiresAt: null })).secret;
}

beforeAll(async () => {
  await makeTenant('a');
  await makeTenant('b');
  [read, write, other] = [
    await tokenOf('a', ['read']),
    await tokenOf('a', ['write']),
    await tokenOf('b', ['read', 'write']),
  ];
  userId = await makeAccount('a', 'Ada Victim');
  const identifier = await prisma().entityIdentifier.findFirstOrThrow({
    where: { tenantId: 'a', entityId: userId, kind: 'aadUserId' },
  });
  aad = identifier.value;
  for (let n = 1; n <= COUNT; n++) {
    const made = await makeIncident('a', {
      number: n,
      accountId: userId,
      alerts: 2,
      severity: n % 2 === 0 ? 'high' : 'low',
      status: n === 3 ? 'awaitingAction' : 'active',
      updatedAt: new Date(Date.UTC(2026, 0, n)),
    });
    if (n === 1) first = made;
  }
  await makeDetection('a', userId, first.alertIds[0] ?? null);
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & {
    value: Record<string, unknown>[];
    error: Record<string, unknown>;
  };
}

const ROOT = 'http://portal.test/api/graph/v1.0';

async function call(
  handler: RouteHandler,
  path: string,
  options: { token?: string; id?: string; post?: unknown; prefer?: string } = {},
): Promise<Answer> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${options.token ?? read}`,
    host: 'portal.test',
  };
  if (options.prefer) headers.prefer = options.prefer;
  if (options.post) headers['content-type'] = 'application/json';
  const request = new Request(path.startsWith('http') ? path : `${ROOT}${path}`, {
    headers,
    ...(options.post ? { method: 'POST', body: JSON.stringify(options.post) } : {}),
  });
  const response = await handler(request, { params: Promise.resolve({ id: options.id }) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
}

describe('security/incidents', () => {
  it('lists most recent first with Graph names, and follows next links to the end', async () => {
    const seen: unknown[] = [];
    let next: unknown = `${ROOT}/security/incidents?$top=3&$count=true&$filter=severity eq 'low' or severity eq 'high'`;
    let pages = 0;
    while (typeof next === 'string') {
      const { status, body }: Answer = await call(incidents.GET, next);
      expect(status).toBe(200);
      expect(body['@odata.count']).toBe(COUNT);
      seen.push(...body.value.map((item) => item.incidentNumber));
      next = body['@odata.nextLink'];
      pages++;
    }
    expect(pages).toBe(3);
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it('expands alerts with typed evidence', async () => {
    const { body } = await call(incident.GET, `/security/incidents/${first.id}?$expand=alerts`, {
      id: first.id,
    });
    const expanded = body.alerts as {
      evidence: Record<string, unknown>[];
      incidentId: string;
      mitreTechniques: string[];
    }[];
    expect(expanded).toHaveLength(2);
    expect(expanded[0]).toMatchObject({ incidentId: first.id, mitreTechniques: ['T1078'] });
    expect(expanded[0]?.evidence[0]).toMatchObject({
      '@odata.type': '#microsoft.graph.security.userEvidence',
      roles: ['compromised'],
      userAccount: { azureAdUserId: aad, userPrincipalName: 'ada.victim@a.test' },
    });
    expect((await call(incident.GET, '/security/incidents/1', { id: '1' })).body.id).toBe(first.id);
  });

  it('hides late enum members unless they are preferred', async () => {
    const path = "/security/incidents?$filter=status eq 'awaitingAction'";
    expect((await call(incidents.GET, path)).body.value[0]?.status).toBe('unknownFutureValue');
    const preferred = await call(incidents.GET, path, { prefer: 'include-unknown-enum-members' });
    expect(preferred.body.value[0]?.status).toBe('awaitingAction');
    expect(preferred.headers.get('preference-applied')).toBe('include-unknown-enum-members');
  });

  it('selects, skips and orders', async () => {
    const { body } = await call(
      incidents.GET,
      '/security/incidents?$select=displayName&$orderby=incidentNumber asc&$skip=2&$top=1',
    );
    expect(body.value).toEqual([{ id: expect.any(String), displayName: 'Incident 3 of a' }]);
  });

  it.each([
    ['$filter=nonsense eq 1', 'nonsense'],
    ["$filter=severity eq 'urgent'", 'urgent'],
    ['$filter=severity', 'expected'],
    ['$orderby=comments', 'comments'],
    ['$expand=everything', 'everything'],
    ['$skiptoken=forged', '$skiptoken'],
    ['$select=nothing', 'nothing'],
  ])('answers %s with 400 and names the problem', async (query, named) => {
    const { status, body } = await call(incidents.GET, `/security/incidents?${query}`);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      message: expect.stringContaining(named),
      innerError: { 'request-id': expect.any(String) },
    });
  });
});

describe('security/alerts_v2', () => {
  it('lists and gets alerts', async () => {
    const list = await call(
      alerts.GET,
      "/security/alerts_v2?$top=1000&$filter=serviceSource eq 'azureAdIdentityProtection' and createdDateTime gt 2020-01-01T00:00:00Z",
    );
    expect(list.body.value).toHaveLength(COUNT * 2);
    const id = first.alertIds[0] ?? '';
    const one = await call(alert.GET, `/security/alerts_v2/${id}`, { id });
    expect(one.body).toMatchObject({
      id,
      incidentId: first.id,
      category: 'InitialAccess',
      severity: 'low',
      status: 'new',
    });
  });
});

describe('identityProtection', () => {
  it('names users by their directory id and confirms, with history, by either id', async () => {
    const before = await call(riskyUsers.GET, "/identityProtection/riskyUsers?$filter=riskLevel ge 'medium'");
    expect(before.body.value).toMatchObject([
      { id: aad, entityId: userId, riskState: 'atRisk', userPrincipalName: 'ada.victim@a.test' },
    ]);
    const done = await call(confirm.POST, '/identityProtection/riskyUsers/confirmCompromised', {
      token: write,
      post: { userIds: [aad] },
    });
    expect(done.status).toBe(204);
    expect(
      (await call(riskyUser.GET, `/identityProtection/riskyUsers/${userId}`, { id: userId })).body,
    ).toMatchObject({
      riskLevel: 'high',
      riskState: 'confirmedCompromised',
      riskDetail: 'adminConfirmedUserCompromised',
    });
    const detections = await call(
      riskDetections.GET,
      "/identityProtection/riskDetections?$filter=riskEventType eq 'adminConfirmedUserCompromised'",
    );
    expect(detections.body.value).toMatchObject([
      { userId: aad, riskLevel: 'high', activity: 'user', requestId: null },
    ]);
    const items = await call(history.GET, `/identityProtection/riskyUsers/${aad}/history`, { id: aad });
    expect(items.body.value).toMatchObject([
      { userId: aad, riskLevel: 'high', activity: { detail: 'adminConfirmedUserCompromised' } },
    ]);
    expect(
      (
        await call(dismiss.POST, '/identityProtection/riskyUsers/dismiss', {
          token: write,
          post: { userIds: [userId] },
        })
      ).status,
    ).toBe(204);
    expect(
      (await call(riskyUser.GET, `/identityProtection/riskyUsers/${aad}`, { id: aad })).body,
    ).toMatchObject({ riskLevel: 'none', riskState: 'dismissed' });
  });

  it('changes nobody when one id is unknown, and names that one', async () => {
    const { status, body } = await call(confirm.POST, '/identityProtection/riskyUsers/confirmCompromised', {
      token: write,
      post: { userIds: [aad, 'nobody-1'] },
    });
    expect(status).toBe(404);
    expect(body.error.message).toContain('nobody-1');
    expect(
      (await call(riskyUser.GET, `/identityProtection/riskyUsers/${aad}`, { id: aad })).body,
    ).toMatchObject({ riskState: 'dismissed' });
  });

  it('refuses a token that may only read, and no token at all', async () => {
    const post = { userIds: [aad] };
    expect(
      (await call(confirm.POST, '/identityProtection/riskyUsers/confirmCompromised', { post })).status,
    ).toBe(403);
    expect(
      (
        await call(confirm.POST, '/identityProtection/riskyUsers/confirmCompromised', {
          post,
          token: 'forged',
        })
      ).status,
    ).toBe(401);
    expect(
      (
        await call(confirm.POST, '/identityProtection/riskyUsers/confirmCompromised', {
          post: { userIds: [] },
          token: write,
        })
      ).status,
    ).toBe(422);
  });
});

describe('isolation', () => {
  it('answers another tenant with nothing, on every route', async () => {
    for (const [handler, path] of [
      [incidents.GET, '/security/incidents?$count=true'],
      [alerts.GET, '/security/alerts_v2?$count=true'],
      [riskyUsers.GET, '/identityProtection/riskyUsers?$count=true'],
      [riskDetections.GET, '/identityProtection/riskDetections?$count=true'],
    ] as const) {
      const { status, body } = await call(handler, path, { token: other });
      expect([status, body.value, body['@odata.count']]).toEqual([200, [], 0]);
    }
    for (const [handler, id] of [
      [incident.GET, first.id],
      [incident.GET, '1'],
      [alert.GET, first.alertIds[0] ?? ''],
      [riskyUser.GET, userId],
      [riskyUser.GET, aad],
      [history.GET, aad],
    ] as const) {
      expect((await call(handler, `/x/${id}`, { token: other, id })).status).toBe(404);
    }
    const post = { userIds: [aad] };
    expect((await call(confirm.POST, '/x', { token: other, post })).status).toBe(404);
  });
});
