import { accountNamed, world } from '../company';
import { guidOf } from '../core/random';
import { MINUTE, SECOND } from '../core/time';
import { fileName } from '../life/office';
import { app } from '../life/sign-ins';
import { fileActRow } from '../rows/cloud';
import { auditRow, userTarget } from '../rows/directory';
import { type Client, signInRow } from '../rows/sign-in';
import { CAST } from '../world/cast';
import { SHAREPOINT } from '../world/identity';
import { address } from '../world/places';
import type { Story } from './story';

const NET = address('seoul', 1, 37);
const CLIENT: Client = {
  browser: 'Opera 114.0.0',
  os: 'Windows10',
  userAgent:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36 OPR/114.0.0.0',
  clientApp: 'Browser',
};

export const helpdesk: Story = {
  id: 'helpdesk-impostor',
  title: 'An impostor has the helpdesk reset a colleague’s second factor, then empties the contract library',
  accounts: [`${CAST.helpdesk.victim}@larkfield.example`],
  hosts: [],
  addresses: [NET.ip],
  domains: ['identity', 'cloudApp'],
  techniques: ['T1656', 'T1556.006', 'T1078.004', 'T1213.002', 'T1530'],
  from: 4,
  to: 1,
  tell({ rng, at, emit }) {
    const victim = accountNamed(CAST.helpdesk.victim);
    const agent = accountNamed(CAST.helpdesk.agent);
    const t = at(2, -5, 10, 30);
    const by = { person: agent, net: world().offices[agent.office]?.egress };
    const reset = [
      ['Reset user password', 'Core Directory'],
      ['Admin deleted security info', 'Authentication Methods'],
    ] as const;
    reset.forEach(([operation, service], i) => {
      const time = t + i * 3 * MINUTE;
      emit(
        'AuditLogs',
        time,
        auditRow(rng, time, {
          operation,
          category: 'UserManagement',
          service,
          by,
          userAgent: agent.userAgent,
          targets: [userTarget(victim)],
        }),
      );
    });
    const entered = t + 14 * MINUTE;
    const session = guidOf('impostor session');
    const signIn = { person: victim, net: NET, client: CLIENT, sessionId: session };
    emit('SigninLogs', entered, signInRow(rng, entered, { ...signIn, app: app(world(), 'OfficeHome') }));
    emit(
      'AuditLogs',
      entered + 2 * MINUTE,
      auditRow(rng, entered + 2 * MINUTE, {
        operation: 'User registered security info',
        category: 'UserManagement',
        service: 'Authentication Methods',
        by: { person: victim, net: NET },
        userAgent: CLIENT.userAgent,
        targets: [userTarget(victim, [{ name: 'AuthenticationMethod', to: '"Mobile app notification"' }])],
      }),
    );
    emit(
      'SigninLogs',
      entered + 6 * MINUTE,
      signInRow(rng, entered + 6 * MINUTE, {
        ...signIn,
        app: app(world(), 'SharePoint Online Web Client Extensibility'),
        mfa: true,
      }),
    );
    let time = entered + 25 * MINUTE;
    for (let i = 0; i < 380; i++) {
      time += rng.int(5, 14) * SECOND;
      emit(
        'OfficeActivity',
        time,
        fileActRow(rng, time, {
          person: victim,
          net: NET,
          userAgent: CLIENT.userAgent,
          operation: 'FileDownloaded',
          site: `${SHAREPOINT}/sites/Legal/`,
          folder: `Shared Documents/Contracts/${2019 + (i % 7)}`,
          file: `${i} ${fileName(rng)}`,
          sessionId: session,
        }),
      );
    }
  },
};
