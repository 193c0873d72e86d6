import { readFileSync } from 'node:fs';
import { type APIRequestContext, type APIResponse, expect, request } from '@playwright/test';
import { BASE_URL, TOKEN_FILE } from './portal';
import {
  anonymousSignIn,
  forwardingRule,
  memoryDump,
  newTarget,
  plainSignIn,
  type Row,
  type Target,
} from './rows';

interface Receipt {
  readonly batchId: string;
  readonly accepted: number;
  readonly rejected: readonly { readonly field: string; readonly reason: string }[];
}

interface GraphIncident {
  readonly id: string;
  readonly incidentNumber: number;
  readonly displayName: string;
}

interface GraphAlert {
  readonly id: string;
  readonly incidentId: string | null;
  readonly title: string;
  readonly evidence: readonly unknown[];
}

/** An attack that the portal has correlated. */
export interface Attack {
  readonly target: Target;
  readonly incident: GraphIncident;
  readonly alerts: readonly GraphAlert[];
}

/** The portal as a program with a token of all scopes sees it. */
export class Api {
  private constructor(readonly http: APIRequestContext) {}

  static async open(token = readFileSync(TOKEN_FILE, 'utf8')): Promise<Api> {
    const extraHTTPHeaders = { authorization: `Bearer ${token}` };
    return new Api(await request.newContext({ baseURL: BASE_URL, extraHTTPHeaders }));
  }

  close(): Promise<void> {
    return this.http.dispose();
  }

  send(table: string, rows: readonly Row[]): Promise<APIResponse> {
    const data = rows.map((row) => JSON.stringify(row)).join('\n');
    const headers = { 'content-type': 'application/x-ndjson' };
    return this.http.post(`/api/ingest/${table}`, { data, headers });
  }

  /** Sends rows and returns when they have been through detection and correlation. */
  async ingest(table: string, rows: readonly Row[]): Promise<Receipt> {
    const response = await this.send(table, rows);
    expect(response.status(), await response.text()).toBe(202);
    const receipt = (await response.json()) as Receipt;
    if (receipt.accepted > 0) await this.processed(receipt.batchId);
    return receipt;
  }

  private async processed(batchId: string): Promise<void> {
    const state = async () => {
      const response = await this.http.get(`/api/ingest/batches/${batchId}`);
      return ((await response.json()) as { state: string }).state;
    };
    await expect.poll(state, { intervals: [50, 100, 200] }).toMatch(/^(processed|sealed)$/);
  }

  async graph<T>(path: string): Promise<T> {
    const response = await this.http.get(`/api/graph/v1.0/${path}`);
    expect(response.status(), await response.text()).toBe(200);
    return (await response.json()) as T;
  }

  /**
   * Takes over a person: a risky sign-in (a risk detection, but below what becomes an alert), a forwarding rule (a
   * medium alert with a risk detection) and credentials from their machine (a high alert). In a `mild`
   * one only the rule is suspicious.
   */
  async attack({ target = newTarget(), mild = false } = {}): Promise<Attack> {
    const now = Date.now();
    const signIn = mild ? plainSignIn : anonymousSignIn;
    await this.ingest('SigninLogs', [signIn(target, new Date(now - 240_000))]);
    await this.ingest('OfficeActivity', [forwardingRule(target, new Date(now - 120_000))]);
    if (!mild) await this.ingest('DeviceProcessEvents', [memoryDump(target, new Date(now - 60_000))]);
    return this.incidentOf(target);
  }

  async incidentOf(target: Target): Promise<Attack> {
    const { value } = await this.graph<{ value: GraphAlert[] }>('security/alerts_v2?$top=1000');
    const alerts = value.filter((alert) => JSON.stringify(alert.evidence).includes(target.upn));
    const ids = new Set(alerts.map((alert) => alert.incidentId));
    expect([...ids], 'one incident').toHaveLength(1);
    const incident = await this.graph<GraphIncident>(`security/incidents/${[...ids][0]}`);
    return { target, incident, alerts };
  }
}
