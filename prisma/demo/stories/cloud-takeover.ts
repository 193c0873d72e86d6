import { accountNamed, world } from '../company';
import { guidOf, type Rng } from '../core/random';
import type { Emit } from '../core/tables';
import { MINUTE, SECOND } from '../core/time';
import { azureRow } from '../rows/control-plane';
import { auditRow, userTarget } from '../rows/directory';
import { type Client, signInRow } from '../rows/sign-in';
import { CAST } from '../world/cast';
import { SUBSCRIPTIONS } from '../world/identity';
import { address, type Net } from '../world/places';
import { AZURE_PORTAL } from '../world/services';
import type { CloudApp, Person } from '../world/types';
import type { Story } from './story';

const NET = address('bucharest', 1, 84);
const CLIENT: Client = {
  browser: 'Chrome 140.0.0',
  os: 'MacOs',
  userAgent:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  clientApp: 'Browser',
};

/**
 * Prompt after prompt until one is accepted.
 * @returns the moment of the accepted one
 */
export function pushUntilAccepted(
  rng: Rng,
  emit: Emit,
  t: number,
  person: Person,
  net: Net,
  app: CloudApp,
): number {
  let time = t;
  const attempt = {
    person,
    net,
    app,
    client: CLIENT,
    sessionId: guidOf(`push ${person.sam}${t}`),
    mfa: true,
  };
  for (let i = 0; i < 9; i++) {
    emit('SigninLogs', time, signInRow(rng, time, { ...attempt, code: 500121 }));
    time += rng.int(35, 75) * SECOND;
  }
  emit('SigninLogs', time, signInRow(rng, time, attempt));
  return time;
}

export const cloudTakeover: Story = {
  id: 'cloud-takeover',
  title: 'Global Administrator worn down by prompts, subscriptions taken, machines deployed',
  accounts: [`${CAST.cloudTakeover.admin}@larkfield.example`],
  hosts: [],
  addresses: [NET.ip],
  domains: ['identity', 'cloudInfrastructure', 'cloudApp'],
  techniques: ['T1621', 'T1078.004', 'T1098.003', 'T1578.002', 'T1496'],
  from: 5,
  to: 2,
  tell({ rng, at, emit }) {
    const admin = accountNamed(CAST.cloudTakeover.admin);
    const entered = pushUntilAccepted(rng, emit, at(3, -5, 23, 12), admin, NET, AZURE_PORTAL);
    const by = { by: admin, net: NET };
    const elevate = entered + 9 * MINUTE;
    emit(
      'AzureActivity',
      elevate,
      azureRow(rng, elevate, {
        ...by,
        operation: 'Microsoft.Authorization/elevateAccess/action',
        group: '',
        resource: '',
        scope: '/providers/Microsoft.Authorization',
      }),
    );
    const owner = elevate + 6 * MINUTE;
    const assignment = guidOf('takeover assignment');
    emit(
      'AzureActivity',
      owner,
      azureRow(rng, owner, {
        ...by,
        operation: 'Microsoft.Authorization/roleAssignments/write',
        group: '',
        resource: `Microsoft.Authorization/roleAssignments/${assignment}`,
        subscription: SUBSCRIPTIONS.development,
        properties: {
          requestbody: JSON.stringify({
            properties: {
              roleDefinitionId:
                '/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
              principalId: admin.objectId,
            },
          }),
        },
      }),
    );
    const method = owner + 4 * MINUTE;
    emit(
      'AuditLogs',
      method,
      auditRow(rng, method, {
        operation: 'User registered security info',
        category: 'UserManagement',
        service: 'Authentication Methods',
        by: { person: admin, net: NET },
        userAgent: CLIENT.userAgent,
        targets: [userTarget(admin, [{ name: 'AuthenticationMethod', to: '"Authenticator app"' }])],
      }),
    );
    for (let i = 0; i < 16; i++) {
      const time = method + 8 * MINUTE + i * rng.int(30, 70) * SECOND;
      const act = {
        ...by,
        operation: 'Microsoft.Compute/virtualMachines/write',
        group: 'rg-batch-nodes',
        resource: `Microsoft.Compute/virtualMachines/node-${String(i + 1).padStart(2, '0')}`,
        subscription: SUBSCRIPTIONS.development,
        correlationId: rng.guid(),
        properties: {
          vmSize: 'Standard_NC24ads_A100_v4',
          location: i % 2 === 0 ? 'eastus' : 'southeastasia',
        },
      };
      emit('AzureActivity', time, azureRow(rng, time, { ...act, status: 'Start' }));
      emit('AzureActivity', time + 20_000, azureRow(rng, time + 20_000, act));
    }
    const back = entered + 95 * MINUTE;
    emit(
      'SigninLogs',
      back,
      signInRow(rng, back, {
        person: admin,
        net: NET,
        app: world().apps[0] ?? AZURE_PORTAL,
        client: CLIENT,
        sessionId: guidOf('takeover later'),
      }),
    );
  },
};
