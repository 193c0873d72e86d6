import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '@/lib/domain/permissions';
import type { AlertChains, ProcessNodeView } from '@/lib/domain/views/chain';
import { makeActor, makeTenant } from '@/lib/server/incidents/testing';
import { pool } from '@/lib/server/pg';
import { queryProcess } from '@/lib/server/query/child';
import { tableCounts } from '@/lib/server/query/client';
import { ensureTenant } from '@/lib/server/tenant';
import { testDatabase } from '@/lib/server/testing/database';
import { sendRows } from '@/lib/server/testing/pipeline';
import { alertChains } from './chain';

testDatabase();
let analyst: Actor;
beforeAll(async () => {
  await ensureTenant();
  await makeTenant('other');
  analyst = await makeActor('default', 'analyst');
  // The first request starts the query process, which takes its time on a busy machine.
  await tableCounts('default', { timeoutMs: 100_000 });
});
afterAll(() => queryProcess.stop());

const NOW = Date.now();
const MINUTE = 60_000;
const iso = (minutesAgo: number): string => new Date(NOW - minutesAgo * MINUTE).toISOString();

async function chainsOf(detector: string, actor = analyst): Promise<AlertChains> {
  const found = await pool().query<{ id: string }>(
    'select id from alert where detector_id = $1 order by created_at desc limit 1',
    [detector],
  );
  const id = found.rows[0]?.id;
  if (!id) throw new Error(`no alert of ${detector}`);
  const chains = await alertChains(actor, id);
  expect(chains.notes).toEqual([]);
  return chains;
}

const draw = ({ chains }: AlertChains): string[] => {
  const lines: string[] = [];
  const walk = (node: ProcessNodeView, depth: number): void => {
    lines.push(
      `${' '.repeat(depth)}${node.name}${node.isAlert ? '!' : ''}${node.seen === 'named' ? '?' : ''}`,
    );
    for (const child of node.children) walk(child, depth + 1);
  };
  for (const chain of chains) if (chain.kind === 'process') for (const root of chain.roots) walk(root, 0);
  return lines;
};

let report = 0;
const defender = (minutesAgo: number, name: string, pid: number, by: string, byPid: number, rest = {}) => ({
  Timestamp: iso(minutesAgo),
  DeviceId: 'a'.repeat(40),
  DeviceName: 'chain-1.example.com',
  ActionType: 'ProcessCreated',
  FileName: name,
  FolderPath: `C:\\Windows\\${name}`,
  ProcessCommandLine: name,
  ProcessId: pid,
  InitiatingProcessFileName: by,
  InitiatingProcessId: byPid,
  AccountUpn: 'ann@example.com',
  ReportId: ++report,
  ...rest,
});
const DUMP = 'rundll32.exe C:\\windows\\System32\\comsvcs.dll MiniDump 756 C:\\t\\l.dmp full';

describe('the chain of an alert', () => {
  it('is the process tree of an endpoint alert, its parents from long before', async () => {
    await sendRows('DeviceProcessEvents', [
      defender(9 * 60, 'explorer.exe', 100, 'userinit.exe', 90),
      defender(30, 'winword.exe', 200, 'explorer.exe', 100),
      defender(20, 'powershell.exe', 300, 'winword.exe', 200),
      defender(19, 'rundll32.exe', 400, 'powershell.exe', 300, { ProcessCommandLine: DUMP }),
      defender(18, 'whoami.exe', 500, 'powershell.exe', 300),
      defender(10, 'conhost.exe', 600, 'rundll32.exe', 400),
      {
        ...defender(19, 'other.exe', 700, 'rundll32.exe', 400),
        DeviceName: 'chain-2.example.com',
        DeviceId: 'b'.repeat(40),
      },
    ]);
    const found = await chainsOf('endpoint.comsvcs-minidump');
    expect(draw(found)).toEqual([
      'userinit.exe?',
      ' explorer.exe',
      '  winword.exe',
      '   powershell.exe',
      '    rundll32.exe!',
      '     conhost.exe',
      '    whoami.exe',
    ]);
    expect(found).toMatchObject({
      chains: [{ host: 'chain-1.example.com', parentUnseen: false }],
      notes: [],
    });
    const stranger = await makeActor('other', 'admin');
    expect(await chainsOf('endpoint.comsvcs-minidump', stranger)).toEqual({ chains: [], notes: [] });
  });

  it('reads Security and Sysmon events of one machine as one tree', async () => {
    const xml = (data: Record<string, string>) =>
      `<DataItem type="System.XmlData"><EventData>${Object.entries(data)
        .map(([name, value]) => `<Data Name="${name}">${value}</Data>`)
        .join('')}</EventData></DataItem>`;
    const guid = (n: number) => `{0000000${n}-0000-0000-0000-000000000000}`;
    const sysmon = (
      minutesAgo: number,
      n: number,
      image: string,
      parent: number,
      parentImage: string,
      command = image,
    ) => ({
      TimeGenerated: iso(minutesAgo),
      Computer: 'CHAIN-3.example.com',
      Source: 'Microsoft-Windows-Sysmon',
      EventLog: 'Microsoft-Windows-Sysmon/Operational',
      EventID: 1,
      EventRecordId: String(++report),
      EventData: xml({
        ProcessGuid: guid(n),
        ProcessId: String(1000 + n),
        Image: `C:\\${image}`,
        CommandLine: command,
        User: 'EXAMPLE\\ann',
        ParentProcessGuid: guid(parent),
        ParentProcessId: String(1000 + parent),
        ParentImage: `C:\\${parentImage}`,
      }),
    });
    await sendRows('SecurityEvent', [
      {
        TimeGenerated: iso(400),
        Computer: 'CHAIN-3.example.com',
        EventID: 4688,
        EventRecordId: String(++report),
        NewProcessName: 'C:\\cmd.exe',
        NewProcessId: '0x3ea',
        ParentProcessName: 'C:\\explorer.exe',
        ProcessId: '0x200',
        SubjectUserName: 'ann',
        SubjectDomainName: 'EXAMPLE',
      },
    ]);
    await sendRows('Event', [
      sysmon(380, 3, 'powershell.exe', 2, 'cmd.exe'),
      sysmon(15, 4, 'rundll32.exe', 3, 'powershell.exe', DUMP),
    ]);
    expect(draw(await chainsOf('endpoint.comsvcs-minidump'))).toEqual([
      'explorer.exe?',
      ' cmd.exe',
      '  powershell.exe',
      '   rundll32.exe!',
    ]);
  });

  it('is the way of a message over its click to the sign-in', async () => {
    const id = '11111111-2222-3333-4444-555555555555';
    const message = { NetworkMessageId: id, ReportId: 'r1', RecipientEmailAddress: 'cat@example.com' };
    await sendRows('EmailEvents', [
      {
        ...message,
        Timestamp: iso(60),
        SenderFromAddress: 'evil@bad.example',
        Subject: 'Invoice',
        EmailDirection: 'Inbound',
        DeliveryAction: 'Delivered',
        ThreatTypes: 'Phish',
      },
    ]);
    await sendRows('EmailUrlInfo', [
      { NetworkMessageId: id, ReportId: 'r1', Timestamp: iso(60), Url: 'https://bad.example/x' },
    ]);
    await sendRows('SigninLogs', [
      {
        TimeGenerated: iso(30),
        Id: 'mail-sign-in',
        ResultType: '0',
        UserPrincipalName: 'cat@example.com',
        UserId: '77777777-2222-3333-4444-555555555555',
        AppDisplayName: 'OfficeHome',
        IPAddress: '203.0.113.66',
      },
    ]);
    await sendRows('UrlClickEvents', [
      {
        NetworkMessageId: id,
        ReportId: 'c1',
        Timestamp: iso(40),
        Url: 'https://bad.example/x',
        AccountUpn: 'cat@example.com',
        ActionType: 'ClickAllowed',
        IPAddress: '192.0.2.10',
        ThreatTypes: 'Phish',
        Workload: 'Email',
      },
    ]);
    const { chains } = await chainsOf('email.phish-clicked');
    expect(chains[0]).toMatchObject({
      kind: 'mail',
      messages: [
        {
          seen: true,
          subject: 'Invoice',
          urls: ['https://bad.example/x'],
          recipients: [
            {
              address: 'cat@example.com',
              delivery: 'delivered',
              clicks: [{ allowed: true, signIns: [{ ip: '203.0.113.66', elsewhere: true, success: true }] }],
            },
          ],
        },
      ],
    });
  });

  it('is the session of a cloud alert, with its sign-in', async () => {
    const ip = '203.0.113.77';
    await sendRows('SigninLogs', [
      {
        TimeGenerated: iso(50),
        Id: 'session-sign-in',
        ResultType: '0',
        UserPrincipalName: 'dan@example.com',
        UserId: '88888888-2222-3333-4444-555555555555',
        AppDisplayName: 'Exchange',
        IPAddress: ip,
      },
    ]);
    await sendRows('OfficeActivity', [
      {
        TimeGenerated: iso(45),
        OfficeWorkload: 'Exchange',
        Operation: 'New-InboxRule',
        RecordType: 'ExchangeAdmin',
        ResultStatus: 'True',
        UserId: 'dan@example.com',
        ClientIP: ip,
        Id: 'session-rule',
        Parameters: JSON.stringify([{ Name: 'ForwardTo', Value: 'drop@evil.example' }]),
      },
    ]);
    const { chains } = await chainsOf('cloud-app.inbox-forwarding');
    expect(chains[0]).toMatchObject({
      kind: 'session',
      sessions: [
        {
          ip,
          hasSignIn: true,
          isAlert: true,
          steps: [{ title: 'Signed in' }, { title: 'New-InboxRule (Exchange)', isAlert: true }],
        },
      ],
    });
  });
});
