import { describe, expect, it } from 'vitest';
import { readFile } from '.';

const names = (path: string, text: string) => readFile(path, text).queries.map(({ name }) => name);

describe('a Sentinel rule in YAML', () => {
  const RULE = `id: 1b2c
name: Sprayed accounts
description: |
  'Many accounts, one address.'
severity: Medium
kind: Scheduled
queryFrequency: 1h
queryPeriod: 1d
triggerOperator: gt
triggerThreshold: 0
requiredDataConnectors:
  - connectorId: AzureActiveDirectory
    dataTypes: [SigninLogs]
tactics: [CredentialAccess, Lateral movement, Nonsense]
relevantTechniques: [T1110, T1110.003]
query: |
  SigninLogs
  | take 1
entityMappings:
  - entityType: Account
    fieldMappings:
      - identifier: FullName
        columnName: UserPrincipalName
`;
  it('keeps what a later rule needs', () => {
    const { queries, notes } = readFile('a/spray.yaml', RULE);
    expect(notes).toEqual([]);
    expect(queries).toHaveLength(1);
    expect(queries[0]).toMatchObject({
      name: 'Sprayed accounts',
      description: 'Many accounts, one address.',
      text: 'SigninLogs\n| take 1',
      line: 16,
      kind: 'analytic',
      severity: 'medium',
      tactics: ['CredentialAccess', 'LateralMovement'],
      techniques: ['T1110', 'T1110.003'],
      tags: ['Nonsense'],
      key: 'a/spray.yaml',
      rule: { id: '1b2c', queryFrequency: '1h', queryPeriod: '1d', triggerThreshold: 0 },
    });
    expect(queries[0]?.rule?.entityMappings).toEqual([
      { entityType: 'Account', fieldMappings: [{ identifier: 'FullName', columnName: 'UserPrincipalName' }] },
    ]);
  });

  it.each([
    ['a hunting query', 'name: H\nquery: SigninLogs', 'hunting'],
    ['a near-real-time rule', 'name: N\nkind: NRT\nquery: SigninLogs', 'nrt'],
    ['a rule without its kind', 'name: N\nqueryFrequency: 5m\nquery: SigninLogs', 'analytic'],
  ])('tells %s', (_, text, kind) => {
    expect(readFile('x.yml', text).queries[0]?.kind).toBe(kind);
  });

  it('says the line of what is no YAML, and what holds no query', () => {
    expect(readFile('x.yaml', 'name: a\nquery: "open').notes).toMatchObject([
      { kind: 'unreadable', line: 2, reason: expect.stringContaining('Not YAML') },
    ]);
    expect(readFile('x.yaml', 'on: push\njobs: {}').notes).toMatchObject([{ kind: 'skipped', line: null }]);
    expect(readFile('x.yaml', 'name: a\nquery: "  "').notes).toMatchObject([{ kind: 'skipped' }]);
  });

  it('reads several in one file', () => {
    expect(names('x.yaml', 'name: A\nquery: T1\n---\nname: B\nquery: T2\n')).toEqual(['A', 'B']);
  });
});

describe('an exported rule in JSON', () => {
  it.each([
    [
      'an ARM template',
      { resources: [{ kind: 'NRT', properties: { displayName: 'R', query: 'T', tactics: ['Impact'] } }] },
      { name: 'R', kind: 'nrt', tactics: ['Impact'] },
    ],
    [
      'a saved search',
      {
        properties: { displayName: 'S', query: 'T', tags: [{ name: 'tactics', value: 'Impact,Execution' }] },
      },
      { name: 'S', kind: 'hunting', tactics: ['Impact', 'Execution'] },
    ],
    [
      'a Defender detection',
      { displayName: 'D', queryCondition: { queryText: 'DeviceEvents' } },
      { name: 'D', kind: 'analytic', text: 'DeviceEvents' },
    ],
  ])('reads %s', (_, value, expected) => {
    expect(readFile('r.json', JSON.stringify(value)).queries).toMatchObject([expected]);
  });

  it('leaves other JSON alone', () => {
    expect(readFile('r.json', '{"a":1}').notes).toMatchObject([{ kind: 'skipped' }]);
    expect(readFile('r.json', '{"a":\n oops').notes).toMatchObject([{ kind: 'unreadable' }]);
  });
});

describe('a .kql file', () => {
  it('is named by itself, or by what its comment says', () => {
    expect(names('Device/MDE-Rare_Ports.kql', 'DeviceEvents | take 1')).toEqual(['MDE Rare Ports']);
    const { queries } = readFile(
      'a.kql',
      '// Name: Rare ports\n// Tactics: Discovery\n// T1046 scans\nDeviceEvents\n| take 1',
    );
    expect(queries[0]).toMatchObject({
      name: 'Rare ports',
      description: 'T1046 scans',
      tactics: ['Discovery'],
      techniques: ['T1046'],
    });
  });

  it('may hold several, with the comment above each as its name', () => {
    const text = `//Sign-ins by country
SigninLogs
| summarize count() by Location

//Failures
let from = ago(1d);

SigninLogs
| where TimeGenerated > from and ResultType !in (
    "0",

    "50125")

| summarize count()

AuditLogs | take 5
`;
    const { queries } = readFile('sign-ins.kql', text);
    expect(queries.map(({ name, line }) => [name, line])).toEqual([
      ['Sign-ins by country', 1],
      ['Failures', 5],
      ['sign ins (3/3)', 16],
    ]);
    expect(queries[1]?.text).toMatch(/^\/\/Failures\nlet from[\s\S]*summarize count\(\)$/);
    expect(queries.map(({ key }) => key)).toEqual([
      'sign-ins.kql#Sign-ins by country',
      'sign-ins.kql#Failures',
      'sign-ins.kql#sign ins (3/3)',
    ]);
  });

  it('keeps apart two of one name', () => {
    expect(names('a.kql', '//Same\nA | take 1\n\n//Same\nB | take 1')).toEqual(['Same', 'Same (2)']);
  });

  it.each([
    ['notes.txt', 'Bring milk.\n\nAnd bread.', 'There is no query in it.'],
    ['empty.kql', ' \n', 'The file is empty.'],
    ['old.kql', '// SigninLogs | take 1', 'There is nothing but comments in it.'],
  ])('%s is skipped', (path, text, reason) => {
    expect(readFile(path, text)).toEqual({ queries: [], notes: [{ kind: 'skipped', line: null, reason }] });
  });

  it('takes marks and line ends of any system', () => {
    expect(readFile('a.kql', '\uFEFF// Name: A\r\nSigninLogs\r\n| take 1\r\n').queries[0]).toMatchObject({
      name: 'A',
      text: '// Name: A\nSigninLogs\n| take 1',
    });
  });

  it('refuses one that is longer than any query', () => {
    expect(readFile('a.kql', `print "${'x'.repeat(210_000)}"`).notes).toMatchObject([
      { kind: 'unreadable', line: 1 },
    ]);
  });
});

describe('a Markdown file', () => {
  it('gives each block its heading, and all of them what the page says', () => {
    const text = `# Hard delete
| Technique ID | Title |
|---|---|
| T1485 | Data Destruction |

## Description
Somebody empties a mailbox ([why](https://example.org)).

## Defender XDR
\`\`\`KQL
CloudAppEvents
| take 1
\`\`\`
## Sentinel
\`\`\`kusto
OfficeActivity
\`\`\`
\`\`\`bash
ls
\`\`\`
`;
    expect(readFile('x/HardDelete.md', text).queries).toMatchObject([
      {
        name: 'Hard delete: Defender XDR',
        description: 'Somebody empties a mailbox (why).',
        techniques: ['T1485'],
        text: 'CloudAppEvents\n| take 1',
        line: 11,
      },
      { name: 'Hard delete: Sentinel', text: 'OfficeActivity', line: 16 },
    ]);
  });

  it('reads a table of tactics, front matter, and blocks without a language', () => {
    const text = `---
tactics: Execution, TA0003
---
# Macros
\`\`\`
DeviceEvents
| where ActionType == "x"
\`\`\`
| Technique, tactic, or state | Covered? (v=yes) | Notes |
|-|-|-|
| Initial access | v | |
| Impact |  | |
`;
    expect(readFile('m.md', text).queries).toMatchObject([
      { name: 'Macros', tactics: ['Persistence', 'InitialAccess', 'Execution'] },
    ]);
  });

  it.each([
    ['no block', '# Read me\nHello.', [{ kind: 'skipped' }]],
    ['another language', '```powershell\nGet-Item\n```', [{ kind: 'skipped' }]],
    ['an open fence', '# A\n```kql\nSigninLogs', [{ kind: 'unreadable', line: 3 }]],
    ['an empty block', '```kql\n// nothing\n```', [{ kind: 'skipped', line: 2 }]],
  ])('without a query: %s', (_, text, notes) => {
    const read = readFile('m.md', text);
    expect(read.queries).toEqual([]);
    expect(read.notes).toMatchObject(notes);
  });
});

it('keeps the hash where only the place changed, and changes it with the text', () => {
  const hash = (text: string) => readFile('a.md', text).queries[0]?.hash;
  const page = '# A\n```kql\nT | take 1\n```\n';
  expect(hash(page)).toBe(hash(`${page}\n`));
  expect(hash(page)).not.toBe(hash(page.replace('take 1', 'take 2')));
});
