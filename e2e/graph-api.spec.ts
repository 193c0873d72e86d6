import { UserPage } from './pages/user';
import { newTarget } from './support/rows';
import { expect, test } from './support/test';

interface Collection<T> {
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly T[];
}

interface Incident {
  readonly id: string;
  readonly displayName: string;
  readonly severity: string;
  readonly status: string;
  readonly alerts?: readonly { readonly title: string; readonly evidence: readonly object[] }[];
}

test('incidents with their alerts, filtered, counted and paged', async ({ api }) => {
  const prefix = newTarget('graph').id;
  const attacks = [];
  for (let i = 0; i < 3; i++) attacks.push(await api.attack({ target: newTarget(prefix), mild: true }));
  const ours = `contains(displayName,'${prefix}')`;
  const path = `security/incidents?$filter=severity eq 'medium' and ${ours}&$expand=alerts&$top=2&$count=true`;
  const first = await api.graph<Collection<Incident>>(path);
  expect(first['@odata.count']).toBe(3);
  expect(first.value).toHaveLength(2);
  for (const incident of first.value) {
    expect(incident.severity).toBe('medium');
    expect(incident.alerts).toHaveLength(1);
    expect(JSON.stringify(incident.alerts)).toContain('#microsoft.graph.security.userEvidence');
  }
  const next = new URL(first['@odata.nextLink'] ?? '');
  const last = await api.graph<Collection<Incident>>(
    `${next.pathname.replace('/api/graph/v1.0/', '')}${next.search}`,
  );
  expect(last['@odata.nextLink']).toBeUndefined();
  const ids = [...first.value, ...last.value].map((incident) => incident.id);
  expect(ids.sort()).toEqual(attacks.map(({ incident }) => incident.id).sort());
  const skipped = await api.graph<Collection<Incident>>(`security/incidents?$filter=${ours}&$skip=1`);
  expect(skipped.value).toHaveLength(2);
});

test('an unknown property is named, in Graph’s form', async ({ api }) => {
  const response = await api.http.get("/api/graph/v1.0/security/incidents?$filter=colour eq 'red'");
  expect(response.status()).toBe(400);
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  expect(error.message).toContain('colour');
  expect(error.code).toBeTruthy();
});

test('confirming by token shows on the page that is open, with history and detection', async ({
  open,
  api,
}) => {
  const { target } = await api.attack({ mild: true });
  const page = await open('identityAdmin');
  const user = new UserPage(page);
  await user.openFromList(target.upn);
  await user.expectRisk('Medium', 'At risk', 'None');
  await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  const confirm = (userIds: readonly string[]) =>
    api.http.post('/api/graph/v1.0/identityProtection/riskyUsers/confirmCompromised', { data: { userIds } });
  expect((await confirm([target.objectId, 'nobody@target.example'])).status()).toBe(404);
  expect((await confirm([target.objectId])).status()).toBe(204);
  await user.expectRisk('High', 'Confirmed compromised', 'Admin confirmed the user compromised');
  await expect(user.history.getByRole('row').nth(1)).toContainText('browser tests');

  const history = await api.graph<Collection<{ riskState: string; initiatedBy: string | null }>>(
    `identityProtection/riskyUsers/${target.objectId}/history`,
  );
  expect(history.value.map((item) => item.riskState)).toEqual(
    expect.arrayContaining(['atRisk', 'confirmedCompromised']),
  );
  const detections = await api.graph<Collection<{ riskEventType: string; riskLevel: string }>>(
    `identityProtection/riskDetections?$filter=userId eq '${target.objectId}'`,
  );
  expect(detections.value).toContainEqual(
    expect.objectContaining({ riskEventType: 'adminConfirmedUserCompromised', riskLevel: 'high' }),
  );
});
