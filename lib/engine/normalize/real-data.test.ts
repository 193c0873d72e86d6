import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRowSplitter, detectTable, normalize, openRecord } from './index';

/** Published event sets, kept outside the project. Without them these tests are skipped. */
const ROOT = join(process.env.THROUGHLINE_SHARED ?? '../shared', 'data');

interface DataSet {
  /** Files or folders, relative to the data folder. */
  readonly paths: readonly string[];
  /** What is refused on purpose: `file table field: reason`. */
  readonly refused?: readonly RegExp[];
}

const panther = (name: string): string => `panther-labelled-tests/${name}_rules.jsonl`;

const SETS: Readonly<Record<string, DataSet>> = {
  'otrf-golden-saml': { paths: ['otrf-golden-saml'] },
  'otrf-adfs-aadinternals': { paths: ['otrf-adfs-aadinternals'] },
  'otrf-lsass-campaigns': { paths: ['otrf-lsass-campaign-01', 'otrf-lsass-campaign-02'] },
  'otrf-shire': { paths: ['otrf-shire-2020-09'] },
  'otrf-workstation5': { paths: ['otrf-workstation5-lolbins'] },
  'otrf-aws-s3': { paths: ['otrf-aws-s3'] },
  evtx: { paths: ['evtx-mdecrevoisier/events.jsonl'] },
  'sentinel-training-lab': {
    paths: ['sentinel-training-lab'],
    refused: [
      // Result of a query, not a log: one row that counts sign-ins.
      /signinLogs\.csv SigninLogs TimeGenerated: the row has no time/,
      // A custom table, two watchlists and a deployment template.
      /(?:model_evasion_detection_CL_alerts|HighRiskApps|PenTestsIPaddresses)\.csv auto table: no known table/,
      /alertRules\.json auto table: no known table/,
    ],
  },
  'mstic-guided-investigation': {
    paths: ['mstic-guided-investigation'],
    refused: [
      // Sessions and hourly counts that notebooks computed, threat-intelligence look-ups, incidents, network analytics.
      /exchange_admin_sessions\.jsonl OfficeActivity Operation: the row names no operation/,
      /(?:failed_logons_hourly|ti_\w+|SecurityIncident_\w+|AzureNetworkAnalytics_CL)\.jsonl auto table: no known table/,
    ],
  },
  'msticpy-mde-process': {
    paths: ['msticpy-mde-process'],
    // Linux audit records have no table here.
    refused: [/linux_auditd_proc\.jsonl auto table: no known table/],
  },
  'panther azure + microsoft': {
    paths: ['azure_activity', 'azure_signin', 'microsoft', 'microsoft_defender'].map(panther),
  },
  'panther okta': {
    paths: [panther('okta')],
    refused: [/OktaSystemLog published: not a time .*redacted/],
  },
  'panther google': {
    paths: ['gsuite_activityevent', 'gsuite_reports'].map(panther),
    // Fragments that were made up to hold an application's name and nothing else.
    refused: [/GoogleWorkspaceActivity name: the activity names no event/],
  },
  'panther cloudtrail': {
    paths: [panther('aws_cloudtrail')],
    // Fragments that were made up for one rule leave the time out; one real record has it redacted.
    refused: [/AWSCloudTrail TimeGenerated: the row has no time/, /AWSCloudTrail p_event_time: not a time/],
  },
  'stratus cloudtrail': { paths: ['stratus-cloudtrail-detonations'] },
  'MSFTAlerts catalogue': {
    paths: [
      'azure-sentinel-sample-2020/MSFTAlerts.csv',
      'azure-sentinel-sample-2020/MSFTAlerts-with-Headers.csv',
    ],
    // A list of the alerts that products can raise: no alert, no time, no entity.
    refused: [/MSFTAlerts[\w-]*\.csv auto table: no known table/],
  },
};

const filesUnder = (path: string): string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path).flatMap((name) => filesUnder(join(path, name)))
    : /\.(?:jsonl?|csv)$/.test(path)
      ? [path]
      : [];

interface Tally {
  ok: number;
  readonly reasons: Map<string, number>;
}

function readFile(file: string, add: (table: string, reason?: string) => void): void {
  const splitter = createRowSplitter();
  const text = readFileSync(file, 'utf8');
  const ctx = { geo: () => undefined, receivedAt: Date.UTC(2026, 0, 1) };
  for (const record of [...splitter.push(text), ...splitter.end()]) {
    const opened = openRecord(record);
    if (!opened.ok) {
      add('auto', `${opened.problem.field}: ${opened.problem.reason}`);
      continue;
    }
    const table = detectTable(opened.row, file);
    if (!table) add('auto', 'table: no known table has columns like these');
    else {
      const result = normalize(table, opened.row, ctx);
      add(table, result.ok ? undefined : `${result.problem.field}: ${result.problem.reason}`);
    }
  }
}

function tallySet(set: DataSet): { tables: Map<string, Tally>; unexpected: string[]; total: number } {
  const tables = new Map<string, Tally>();
  const unexpected: string[] = [];
  let total = 0;
  for (const file of set.paths.flatMap((path) => filesUnder(join(ROOT, path)))) {
    readFile(file, (table, reason) => {
      const tally = tables.get(table) ?? { ok: 0, reasons: new Map() };
      tables.set(table, tally);
      total++;
      if (reason === undefined) tally.ok++;
      else {
        tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
        const line = `${relative(ROOT, file)} ${table} ${reason}`;
        if (!set.refused?.some((pattern) => pattern.test(line))) unexpected.push(line);
      }
    });
  }
  return { tables, unexpected, total };
}

const present = existsSync(ROOT);
if (!present) console.log(`skipped: no published event sets at ${ROOT} (set THROUGHLINE_SHARED)`);

describe.skipIf(!present)('published event sets', () => {
  it.each(Object.entries(SETS))('%s', (name, set) => {
    const { tables, unexpected, total } = tallySet(set);
    for (const [table, { ok, reasons }] of tables) {
      const refused = [...reasons].map(([reason, count]) => `${count} × ${reason.slice(0, 80)}`).join('; ');
      console.log(`${name} | ${table} | ok ${ok} | refused ${refused || 0}`);
    }
    expect(total).toBeGreaterThan(0);
    expect(unexpected.length / total, unexpected.slice(0, 5).join('\n')).toBeLessThan(0.01);
  });
});
