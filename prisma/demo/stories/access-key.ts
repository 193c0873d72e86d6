import { digestOf } from '../core/random';
import { HOUR, MINUTE, SECOND } from '../core/time';
import { awsRow } from '../rows/control-plane';
import { CAST } from '../world/cast';
import { AWS_ACCOUNT } from '../world/identity';
import { address } from '../world/places';
import type { Stage, Story } from './story';

const NET = address('vultr', 4, 66);
const USER = CAST.accessKey.user;
const KEY = `AKIA${digestOf(`key ${USER}`, 16).toUpperCase()}`;

type Call = readonly [
  event: string,
  source: string,
  readOnly: boolean,
  request: Record<string, unknown>,
  error?: string,
];

/** Who am I, and what may I do: most of it is refused. */
const LOOK_AROUND: readonly Call[] = [
  ['GetCallerIdentity', 'sts', true, {}],
  ['ListUsers', 'iam', true, {}, 'AccessDenied'],
  ['ListAttachedUserPolicies', 'iam', true, { userName: USER }],
  ['ListBuckets', 's3', true, {}],
  ['DescribeInstances', 'ec2', true, { maxResults: 100 }],
  ['ListSecrets', 'secretsmanager', true, {}],
  ['GetSendQuota', 'ses', true, {}, 'AccessDenied'],
];

/** Secrets, a user of the thief's own, and the instances' disks. */
const TAKE: readonly Call[] = [
  ...['erp/replica', 'shop/stripe', 'shop/database', 'mail/relay', 'catalogue/api', 'backup/target'].map(
    (secretId): Call => ['GetSecretValue', 'secretsmanager', true, { secretId }],
  ),
  ['CreateUser', 'iam', false, { userName: 'support-agent' }],
  [
    'AttachUserPolicy',
    'iam',
    false,
    { userName: 'support-agent', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
  ],
  ['CreateAccessKey', 'iam', false, { userName: 'support-agent' }],
  [
    'ModifySnapshotAttribute',
    'ec2',
    false,
    {
      snapshotId: 'snap-0c41d27e5a',
      createVolumePermission: { add: { items: [{ userId: '880419374210' }] } },
    },
  ],
  [
    'StopLogging',
    'cloudtrail',
    false,
    { name: `arn:aws:cloudtrail:eu-north-1:${AWS_ACCOUNT}:trail/management` },
  ],
];

function calls({ rng, emit }: Stage, t: number, list: readonly Call[]): void {
  let time = t;
  for (const [event, source, readOnly, request, error] of list) {
    time += rng.int(15, 140) * SECOND;
    emit(
      'AWSCloudTrail',
      time,
      awsRow(rng, time, {
        event,
        source,
        readOnly,
        user: USER,
        accessKey: KEY,
        net: NET,
        userAgent: 'aws-cli/2.28.1 md/awscrt#0.26.1 os/linux',
        request,
        ...(error
          ? { error: { code: error, message: `User is not authorized to perform: ${source}:${event}` } }
          : {}),
      }),
    );
  }
}

export const accessKey: Story = {
  id: 'leaked-access-key',
  title: 'A leaked AWS access key: secrets read, an administrator made, a disk shared',
  accounts: [`arn:aws:iam::${AWS_ACCOUNT}:user/${USER}`],
  hosts: [],
  addresses: [NET.ip],
  domains: ['cloudInfrastructure'],
  techniques: ['T1078.004', 'T1580', 'T1555.006', 'T1098.003', 'T1136.003', 'T1537', 'T1562.008'],
  from: 19,
  to: 15,
  tell(stage) {
    const t = stage.at(17, 0, 3, 5);
    calls(stage, t, LOOK_AROUND);
    calls(stage, t + 2 * HOUR + 11 * MINUTE, TAKE);
  },
};
