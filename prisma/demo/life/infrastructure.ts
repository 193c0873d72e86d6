import { accountNamed } from '../company';
import { digestOf, guidOf, Rng } from '../core/random';
import { graphRow } from '../rows/cloud';
import { awsRow, azureRow } from '../rows/control-plane';
import { managedIdentityRow, principalRow } from '../rows/sign-in';
import { address } from '../world/places';
import { type Hour, hourNumber, within } from './hour';
import { STREAM } from './plan';

const CALLS = [
  '/users?$select=id,mail&$top=100',
  '/groups/delta',
  '/sites/root/lists',
  '/users/$count',
  '/places/microsoft.graph.room',
  '/subscriptions',
] as const;

function principals(hour: Hour, rng: Rng): void {
  for (const principal of hour.world.principals) {
    for (let n = rng.count(0.8); n > 0; n--) {
      const time = within(hour, rng);
      hour.emit(
        'AADServicePrincipalSignInLogs',
        time,
        principalRow(rng, time, principal, principal.net, principal.keyId),
      );
      if (principal.resource !== 'Microsoft Graph' || !rng.chance(0.7)) continue;
      hour.emit(
        'MicrosoftGraphActivityLogs',
        time + 2_000,
        graphRow(rng, time + 2_000, {
          method: 'GET',
          uri: rng.pick(CALLS),
          appId: principal.appId,
          principalId: principal.objectId,
          net: principal.net,
          userAgent: 'larkfield-connector/3.2',
          roles: 'User.Read.All Group.Read.All',
        }),
      );
    }
  }
  for (let n = rng.count(1.8); n > 0; n--) {
    const time = within(hour, rng);
    const name = rng.pick(['LF-BLD01', 'LF-BLD02', 'LF-WEB01', 'LF-WEB02', 'kv-rotation-job']);
    hour.emit(
      'AADManagedIdentitySignInLogs',
      time,
      managedIdentityRow(
        rng,
        time,
        name,
        guidOf(`mi app ${name}`),
        guidOf(`mi object ${name}`),
        rng.pick(['Azure Key Vault', 'Azure Storage', 'Windows Azure Service Management API']),
      ),
    );
  }
}

const AZURE_ROUTINE = [
  ['Microsoft.Resources/deployments/write', 'rg-build', 'Microsoft.Resources/deployments/release'],
  ['Microsoft.Web/sites/config/write', 'rg-web', 'Microsoft.Web/sites/larkfield-portal'],
  [
    'Microsoft.Storage/storageAccounts/listKeys/action',
    'rg-logs',
    'Microsoft.Storage/storageAccounts/larkfieldlogs',
  ],
  [
    'Microsoft.Compute/virtualMachines/start/action',
    'rg-build',
    'Microsoft.Compute/virtualMachines/LF-BLD01',
  ],
  [
    'Microsoft.Compute/virtualMachines/deallocate/action',
    'rg-build',
    'Microsoft.Compute/virtualMachines/LF-BLD02',
  ],
  ['Microsoft.KeyVault/vaults/write', 'rg-web', 'Microsoft.KeyVault/vaults/larkfield-kv'],
  ['Microsoft.Insights/metricAlerts/write', 'rg-web', 'Microsoft.Insights/metricAlerts/latency'],
] as const;

function azure(hour: Hour, rng: Rng, localHour: number): void {
  const pipeline = hour.world.principals.find((p) => p.name === 'Larkfield Build Pipeline');
  if (!pipeline) return;
  for (let n = rng.count(localHour >= 8 && localHour < 18 ? 4 : 1.3); n > 0; n--) {
    const time = within(hour, rng);
    const [operation, group, resource] = rng.pick(AZURE_ROUTINE);
    const human = localHour >= 8 && localHour < 18 && rng.chance(0.25);
    const admin = accountNamed('cadm.jefferson');
    const net = human ? (hour.world.offices[admin.office]?.egress ?? pipeline.net) : pipeline.net;
    const act = { operation, by: human ? admin : pipeline, net, group, resource, correlationId: rng.guid() };
    hour.emit('AzureActivity', time, azureRow(rng, time, { ...act, status: 'Start' }));
    hour.emit(
      'AzureActivity',
      time + 9_000,
      azureRow(rng, time + 9_000, { ...act, status: rng.chance(0.03) ? 'Failure' : 'Success' }),
    );
  }
}

const AWS_ROUTINE = [
  ['DescribeInstances', 'ec2', true],
  ['GetBucketLocation', 's3', true],
  ['ListObjects', 's3', true],
  ['PutObject', 's3', false],
  ['GetCallerIdentity', 'sts', true],
  ['DescribeLogGroups', 'logs', true],
  ['AssumeRole', 'sts', true],
] as const;
const AWS_USERS = [
  ['web-publisher', 'AssumedRole'],
  ['svc-catalogue-sync', 'IAMUser'],
  ['cost-reporter', 'AssumedRole'],
] as const;

/** The web shop's own AWS account: three identities doing the same few things. */
function aws(hour: Hour, rng: Rng): void {
  for (let n = rng.count(2.6); n > 0; n--) {
    const time = within(hour, rng);
    const [user, type] = rng.pick(AWS_USERS);
    const [event, source, readOnly] = rng.pick(AWS_ROUTINE);
    hour.emit(
      'AWSCloudTrail',
      time,
      awsRow(rng, time, {
        event,
        source,
        readOnly,
        user,
        type,
        accessKey: `AKIA${digestOf(`key ${user}`, 16).toUpperCase()}`,
        net: address('amazon', 0, 120),
        userAgent: 'aws-sdk-js/3.888.0 os/linux lang/js md/nodejs#22',
        request: { bucketName: 'larkfield-catalogue' },
      }),
    );
  }
}

/** Applications and clouds in one hour. */
export function infrastructure(hour: Hour, localHour: number): void {
  const rng = new Rng(hour.seed, STREAM.cloud, 0, hourNumber(hour));
  principals(hour, rng);
  azure(hour, rng, localHour);
  aws(hour, rng);
}
