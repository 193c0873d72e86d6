import { accountNamed, deviceNamed } from '../company';
import { guidOf } from '../core/random';
import { HOUR, MINUTE, SECOND } from '../core/time';
import { graphRow, mailActRow, messageId } from '../rows/cloud';
import { deviceEventRow, fileRow, logonRow, networkRow, processRow, running } from '../rows/device';
import { auditRow, credentialAdded } from '../rows/directory';
import { strayImage } from '../rows/images';
import { directoryChangeRow, securityRow, subject } from '../rows/on-premises';
import { type Client, principalRow, signInRow } from '../rows/sign-in';
import { CAST } from '../world/cast';
import { BASE_DN } from '../world/identity';
import { address } from '../world/places';
import { AZURE_AD_POWERSHELL, GRAPH_ID, PRINCIPALS } from '../world/services';
import type { Stage, Story } from './story';

const COMMAND = address('ovh', 4, 77);
const OPERATOR = address('vultr', 0, 143);
const cast = CAST.goldenToken;
const APPLICATION = 'Larkfield Intranet Indexer';
const UPDATE = strayImage('NetWatch.Update.exe', 'C:\\ProgramData\\NetWatch\\Update', 'NetWatch.Update.exe');

const service = () => accountNamed(cast.service);
const admin = () => accountNamed(cast.administrator);
const indexer = () => {
  const found = PRINCIPALS.find((p) => p.name === APPLICATION);
  if (!found) throw new RangeError(`no application ${APPLICATION}`);
  return found;
};

const POWERSHELL: Client = {
  browser: '',
  os: 'Windows10',
  userAgent: 'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.17763.1971',
  clientApp: 'Mobile Apps and Desktop clients',
};

/** The monitoring server's updater is not what it says: it calls out, looks around and waits. */
function foothold({ rng, at, emit }: Stage): void {
  const host = deviceNamed(cast.foothold);
  const t = at(16, 1, 10, 20);
  const poller = running(
    rng,
    'netwatch',
    service(),
    t - 60 * HOUR,
    '"C:\\Program Files\\NetWatch\\NetWatchPoller.exe" --interval 60',
    'services',
  );
  const update = running(
    rng,
    UPDATE,
    service(),
    t,
    '"C:\\ProgramData\\NetWatch\\Update\\NetWatch.Update.exe" --channel stable',
    'netwatch',
  );
  emit(
    'DeviceFileEvents',
    t - MINUTE,
    fileRow(rng, t - MINUTE, host, {
      action: 'FileCreated',
      folder: 'C:\\ProgramData\\NetWatch\\Update',
      file: 'NetWatch.Update.exe',
      process: poller,
    }),
  );
  emit(
    'DeviceProcessEvents',
    t,
    processRow(rng, t, host, { process: update, by: poller, integrity: 'High' }),
  );
  for (let i = 0; i < 40; i++) {
    const time = t + i * rng.int(50, 75) * MINUTE;
    emit(
      'DeviceNetworkEvents',
      time,
      networkRow(rng, time, host, {
        process: update,
        remoteIp: COMMAND.ip,
        remotePort: 443,
        url: 'telemetry.netwatch-cdn.example',
      }),
    );
  }
  const shell = t + 27 * HOUR;
  const commands = [
    'whoami.exe /groups',
    'nltest.exe /dclist:larkfield.example',
    'net.exe group "Domain Admins" /domain',
  ];
  commands.forEach((command, i) => {
    const time = shell + i * 70 * SECOND;
    const image = (['whoami', 'nltest', 'net'] as const)[i] ?? 'net';
    emit(
      'DeviceProcessEvents',
      time,
      processRow(rng, time, host, {
        process: running(rng, image, admin(), time, command, 'cmd'),
        by: update,
        integrity: 'High',
      }),
    );
  });
}

/** From there to the federation server, as an administrator whose credentials the monitor kept; its settings and its key are read. */
function federationKey({ rng, at, emit }: Stage): void {
  const from = deviceNamed(cast.foothold);
  const adfs = deviceNamed(cast.federation);
  const dc = deviceNamed(cast.controller);
  const t = at(14, 1, 11, 5);
  const who = admin();
  emit(
    'DeviceLogonEvents',
    t,
    logonRow(rng, t, adfs, {
      who,
      type: 'RemoteInteractive',
      from: { name: from.name.toLowerCase(), ip: from.ip },
      localAdmin: true,
    }),
  );
  const shell = running(rng, 'powershell', who, t + MINUTE, '"powershell.exe" ', 'svchost');
  emit(
    'DeviceProcessEvents',
    t + MINUTE,
    processRow(rng, t + MINUTE, adfs, {
      process: shell,
      by: running(rng, 'explorer', who, t),
      integrity: 'High',
    }),
  );
  const pipe = t + 4 * MINUTE;
  emit(
    'DeviceEvents',
    pipe,
    deviceEventRow(rng, pipe, adfs, 'NamedPipeEvent', shell, {
      PipeName: '\\Device\\NamedPipe\\MICROSOFT##WID\\tsql\\query',
      FileOperation: 'File opened',
      NamedPipeEnd: 'Client',
    }),
  );
  for (const id of [412, 501]) {
    const time = pipe + (id - 411) * 200;
    const instance = rng.guid();
    const token = 'http://schemas.microsoft.com/ws/2006/05/servicemodel/tokens/SecureConversation';
    const data =
      id === 412
        ? [instance, instance, token, '-']
        : [instance, 'http://schemas.microsoft.com/ws/2008/06/identity/claims/primarysid', who.sid];
    emit(
      'SecurityEvent',
      time,
      securityRow(rng, time, adfs, id, { EventData: JSON.stringify(data), Task: 3 }, 'AD FS Auditing'),
    );
  }
  const key = `CN=${guidOf('adfs dkm group')},CN=ADFS,CN=Microsoft,CN=Program Data,${BASE_DN}`;
  const searches = [
    ['(objectClass=*)', `CN=ADFS,CN=Microsoft,CN=Program Data,${BASE_DN}`, ['objectClass']],
    ['(&(objectClass=contact)(!(name=CryptoPolicy)))', key, ['thumbnailPhoto']],
  ] as const;
  searches.forEach(([SearchFilter, DistinguishedName, AttributeList], i) => {
    const time = pipe + (3 + i) * MINUTE;
    emit(
      'DeviceEvents',
      time,
      deviceEventRow(rng, time, adfs, 'LdapSearch', shell, {
        SearchFilter,
        DistinguishedName,
        ScopeOfSearch: 'SubTree',
        AttributeList,
      }),
    );
  });
  replicate({ rng, at, emit }, pipe + 9 * MINUTE, dc);
}

function replicate({ rng, emit }: Stage, time: number, dc: ReturnType<typeof deviceNamed>): void {
  const adfs = deviceNamed(cast.federation);
  const who = admin();
  emit(
    'IdentityDirectoryEvents',
    time,
    directoryChangeRow(
      rng,
      time,
      { action: 'Directory Services replication', by: who, from: adfs, to: dc, protocol: 'Drsr', port: 135 },
      { ACTOR: who.sam },
    ),
  );
  emit(
    'SecurityEvent',
    time + 400,
    securityRow(rng, time + 400, dc, 4662, {
      ...subject(rng, who),
      ObjectServer: 'DS',
      ObjectType: '%{19195a5b-6da0-11d0-afd3-00c04fd930c9}',
      ObjectName: `%{${guidOf('domain object')}}`,
      OperationType: 'Object Access',
      AccessMask: '0x100',
      Properties:
        '%%7688\n\t{1131f6aa-9c07-11d1-f79f-00c04fc2dcd2}\n\t{1131f6ad-9c07-11d1-f79f-00c04fc2dcd2}\n\t{19195a5b-6da0-11d0-afd3-00c04fd930c9}',
    }),
  );
}

/** A token nobody issued: the cloud administrator signs in from elsewhere and opens a back door in an application. */
function forgedToken({ rng, at, emit }: Stage): void {
  const t = at(13, 1, 13, 10);
  const who = admin();
  const app = indexer();
  const by = { person: who, net: OPERATOR };
  const signIn = {
    person: who,
    net: OPERATOR,
    app: AZURE_AD_POWERSHELL,
    client: POWERSHELL,
    sessionId: guidOf(`forged ${who.sam}`),
    federated: true,
  };
  for (const minutes of [0, 12, 31])
    emit('SigninLogs', t + minutes * MINUTE, signInRow(rng, t + minutes * MINUTE, signIn));
  const access = {
    resourceAppId: GRAPH_ID,
    requiredAppPermissions: [
      { EntitlementId: '024d486e-b451-40bb-833d-3e66d98c5c73', DirectAccessGrant: false },
    ],
  };
  emit(
    'AuditLogs',
    t + 6 * MINUTE,
    auditRow(rng, t + 6 * MINUTE, {
      operation: 'Update application',
      category: 'ApplicationManagement',
      by,
      userAgent: POWERSHELL.userAgent,
      targets: [
        {
          type: 'Application',
          id: app.applicationObjectId,
          name: app.name,
          changes: [{ name: 'RequiredResourceAccess', from: '[]', to: JSON.stringify([access]) }],
        },
      ],
    }),
  );
  const grant = [
    { name: 'DelegatedPermissionGrant.Scope', from: '"User.Read"', to: '" Mail.ReadWrite User.Read"' },
    { name: 'DelegatedPermissionGrant.ConsentType', to: '"AllPrincipals"' },
    { name: 'ServicePrincipal.ObjectID', to: `"${app.objectId}"` },
    { name: 'ServicePrincipal.DisplayName', to: `"${app.name}"` },
    { name: 'ServicePrincipal.AppId', to: `"${app.appId}"` },
  ];
  emit(
    'AuditLogs',
    t + 9 * MINUTE,
    auditRow(rng, t + 9 * MINUTE, {
      operation: 'Add delegated permission grant',
      category: 'ApplicationManagement',
      kind: 'Assign',
      by,
      userAgent: POWERSHELL.userAgent,
      targets: [
        { type: 'ServicePrincipal', id: guidOf('graph sp'), name: 'Microsoft Graph', changes: grant },
      ],
    }),
  );
  emit(
    'AuditLogs',
    t + 14 * MINUTE,
    auditRow(
      rng,
      t + 14 * MINUTE,
      credentialAdded(app, by, guidOf('indexer second key'), 'IndexerSync', POWERSHELL.userAgent, [
        app.keyId,
      ]),
    ),
  );
}

/** With the new secret the application reads mail, for three nights. */
function readMail({ rng, at, emit }: Stage): void {
  const app = indexer();
  const who = admin();
  for (const back of [13, 12, 11]) {
    const t = at(back, 1, back === 13 ? 15 : 22, 12);
    emit(
      'AADServicePrincipalSignInLogs',
      t,
      principalRow(rng, t, app, OPERATOR, guidOf('indexer second key')),
    );
    for (let i = 0; i < 6; i++) {
      const time = t + i * rng.int(40, 200) * SECOND;
      emit(
        'MicrosoftGraphActivityLogs',
        time,
        graphRow(rng, time, {
          method: 'GET',
          uri: `/users/${who.objectId}/messages?$top=100&$skip=${i * 100}`,
          appId: app.appId,
          principalId: app.objectId,
          net: OPERATOR,
          userAgent: 'python-requests/2.32.3',
          scopes: 'Mail.ReadWrite User.Read',
        }),
      );
      emit(
        'OfficeActivity',
        time + 1_000,
        mailActRow(rng, time + 1_000, {
          person: who,
          net: OPERATOR,
          userAgent: '',
          operation: 'MailItemsAccessed',
          client: 'Client=REST;;',
          appId: app.appId,
          items: Array.from({ length: rng.int(8, 20) }, () => messageId(rng)),
        }),
      );
    }
  }
}

export const goldenToken: Story = {
  id: 'golden-token',
  title: 'Federation key stolen on-premises, tokens forged, mail read through an application',
  accounts: [`${cast.service}@larkfield.example`, `${cast.administrator}@larkfield.example`],
  hosts: [
    `${cast.foothold.toLowerCase()}.larkfield.example`,
    `${cast.federation.toLowerCase()}.larkfield.example`,
  ],
  addresses: [COMMAND.ip, OPERATOR.ip],
  domains: ['endpoint', 'identity', 'cloudApp'],
  techniques: [
    'T1195.002',
    'T1087.002',
    'T1552.004',
    'T1003.006',
    'T1606.002',
    'T1078.004',
    'T1098.001',
    'T1098.003',
    'T1114.002',
  ],
  from: 18,
  to: 11,
  tell(stage) {
    foothold(stage);
    federationKey(stage);
    forgedToken(stage);
    readMail(stage);
  },
};
