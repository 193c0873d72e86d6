import { describe, expect, it } from 'vitest';
import { event, facts, ids, read } from '../testing';

const SYSMON = {
  SourceName: 'Microsoft-Windows-Sysmon',
  Channel: 'Microsoft-Windows-Sysmon/Operational',
  Hostname: 'WORKSTATION5.theshire.local',
  '@timestamp': '2020-09-04T20:09:40.845Z',
  EventTime: '2020-09-04 16:09:38',
  ProcessId: '10',
  Image: 'C:\\Windows\\System32\\cmd.exe',
  User: 'THESHIRE\\pgustavo',
};
describe('Sysmon', () => {
  it.each<[number, Record<string, unknown>, Record<string, unknown>]>([
    [
      1,
      {
        CommandLine: 'cmd /c x',
        ParentImage: 'C:\\a\\b.exe',
        ParentProcessId: '4',
        Hashes: 'MD5=003D681048A63B9862C299F30492CFDF',
        OriginalFileName: 'Cmd.Exe',
        IntegrityLevel: 'High',
      },
      {
        kind: 'process',
        process: {
          fileName: 'cmd.exe',
          processId: 10,
          md5: '003d681048a63b9862c299f30492cfdf',
          integrity: 'High',
        },
        parent: { fileName: 'b.exe', processId: 4 },
      },
    ],
    [
      3,
      {
        Initiated: 'false',
        SourceIp: '203.0.113.7',
        SourcePort: '61010',
        DestinationIp: '172.18.39.5',
        DestinationPort: '3389',
      },
      { kind: 'network', direction: 'inbound', remoteIp: '203.0.113.7', localPort: 3389 },
    ],
    [
      7,
      { ImageLoaded: 'C:\\Windows\\System32\\comsvcs.dll', Signed: 'true', Signature: 'Microsoft Windows' },
      {
        kind: 'imageLoad',
        image: { fileName: 'comsvcs.dll', signer: 'Microsoft Windows' },
        process: { fileName: 'cmd.exe' },
      },
    ],
    [
      8,
      { SourceImage: 'C:\\a.exe', TargetImage: 'C:\\csrss.exe' },
      { kind: 'hostActivity', activity: 'remoteThread', object: 'C:\\csrss.exe' },
    ],
    [
      10,
      {
        SourceImage: 'C:\\a.exe',
        TargetImage: 'C:\\Windows\\System32\\lsass.exe',
        GrantedAccess: '0x1410',
        CallTrace: 'ntdll',
      },
      { kind: 'processAccess', target: { fileName: 'lsass.exe' }, grantedAccess: 0x1410, callTrace: 'ntdll' },
    ],
    [11, { TargetFilename: 'C:\\Temp\\a.dmp' }, { kind: 'file', action: 'created', fileName: 'a.dmp' }],
    [
      12,
      { EventType: 'CreateKey', TargetObject: 'HKLM\\A\\B' },
      { kind: 'registry', action: 'keyCreated', key: 'HKLM\\A\\B' },
    ],
    [
      13,
      { EventType: 'SetValue', TargetObject: 'HKCU\\Run\\evil', Details: 'x.exe' },
      { kind: 'registry', action: 'valueSet', key: 'HKCU\\Run', valueName: 'evil', valueData: 'x.exe' },
    ],
    [17, { PipeName: '\\p' }, { kind: 'hostActivity', activity: 'pipeCreated', object: '\\p' }],
    [
      18,
      { PipeName: '\\MICROSOFT##WID\\tsql\\query' },
      { kind: 'hostActivity', activity: 'pipeConnected', object: '\\MICROSOFT##WID\\tsql\\query' },
    ],
    [
      22,
      { QueryName: 'Evil.com', QueryResults: '1.2.3.4' },
      { kind: 'dns', name: 'evil.com', answer: '1.2.3.4' },
    ],
    [255, {}, { kind: 'other', operation: 'Microsoft-Windows-Sysmon 255' }],
  ])('reads event %i', (EventID, more, expected) => {
    const result = event('Event', { ...SYSMON, ...more, EventID });
    expect(result.facts).toMatchObject(expected);
    expect(result.host?.name).toBe('WORKSTATION5.theshire.local');
    if (EventID < 255 && EventID !== 8 && EventID !== 10)
      expect(ids(result.actor)).toEqual(['ntAccount=theshire\\pgustavo']);
  });

  it('takes the zoned time, and writes the data as the agent would', () => {
    const row = read('Event', { ...SYSMON, EventID: 18, PipeName: '\\a<b', RecordNumber: 7 });
    expect(row).toMatchObject({
      time: Date.UTC(2020, 8, 4, 20, 9, 40, 845),
      dedupKey: `workstation5.theshire.local|${SYSMON.Channel}|7|${row.time}`,
    });
    expect(row.columns).toMatchObject({
      Source: SYSMON.SourceName,
      EventLog: SYSMON.Channel,
      Computer: SYSMON.Hostname,
      EventID: 18,
    });
    expect(row.columns.EventData).toContain('<Data Name="PipeName">\\a&lt;b</Data>');
    expect(row.overflow).not.toHaveProperty('PipeName');
  });

  it('reads the same from nested data, from XML and from evtx readers', () => {
    const nested = {
      ...SYSMON,
      EventID: 18,
      EventData: { PipeName: '\\p', Image: 'C:\\x.exe' },
      Image: undefined,
    };
    const xml = {
      TimeGenerated: '2026-01-01T00:00:00Z',
      Source: 'Microsoft-Windows-Sysmon',
      EventLog: SYSMON.Channel,
      Computer: 'pc',
      EventID: '18',
      EventData:
        '<DataItem><EventData><Data Name="PipeName">\\p</Data><Data Name="Image">C:\\x.exe</Data></EventData></DataItem>',
    };
    const evtx = {
      Event: {
        System: {
          Provider: { '#attributes': { Name: 'Microsoft-Windows-Sysmon' } },
          EventID: 18,
          Computer: 'pc',
          Channel: SYSMON.Channel,
          TimeCreated: { '#attributes': { SystemTime: '2026-01-01T00:00:00Z' } },
        },
        EventData: { PipeName: '\\p', Image: 'C:\\x.exe' },
      },
    };
    for (const row of [nested, xml, evtx]) {
      expect(facts('Event', row)).toMatchObject({
        activity: 'pipeConnected',
        object: '\\p',
        process: { fileName: 'x.exe' },
      });
    }
    expect(read('Event', xml).columns.EventData).toBe(xml.EventData);
  });
});
