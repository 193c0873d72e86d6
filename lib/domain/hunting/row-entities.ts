import type { EntityType } from '../entity';

/** A thing that a row names, by what the row calls it. */
export interface RowEntity {
  readonly type: EntityType;
  readonly value: string;
  /** The column that names it. */
  readonly column: string;
}

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const HEX = /^[0-9a-f]+$/i;
const MAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/;
const SID = /^S-1-(?:5-21|12-1)-/i;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;
const IPV6 = /^(?=.*:.*:)[0-9a-f:]{2,39}$/i;
const HOST = /^(?=.*[a-z])[a-z0-9_][a-z0-9_.-]*$/i;
const DOMAIN = /^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]+$/i;

const isAddress = (value: string): boolean => IPV4.test(value) || IPV6.test(value);
const isHash = (value: string): boolean => HEX.test(value) && [32, 40, 64].includes(value.length);
const isAccount = (value: string): boolean =>
  MAIL.test(value) ||
  SID.test(value) ||
  (GUID.test(value) && !/^[0-]+$/.test(value)) ||
  /^[^\\]+\\[^\\]+$/.test(value);
const isDevice = (value: string): boolean => (HEX.test(value) && value.length === 40) || GUID.test(value);

/**
 * What a column means by its name, wherever it comes from, and which of its values count. The first that fits decides;
 * results may name columns anew, so most look at how a name ends.
 */
const COLUMNS: readonly (readonly [RegExp, EntityType, (value: string) => boolean])[] = [
  [/(?:^|_)(?:NetworkMessageId)$/i, 'mailMessage', (value) => value !== ''],
  [/(?:ServicePrincipalId)$/i, 'servicePrincipal', (value) => GUID.test(value)],
  [
    /^(?:AppDisplayName|AppId|ClientAppId|OAuthAppId|ApplicationId|OAuthApplicationId)$/i,
    'oauthApplication',
    (value) => value !== '',
  ],
  [/(?:SHA256|SHA1|MD5|FileHash)$/i, 'fileHash', isHash],
  [
    /(?:ip_?addr(?:ess)?|IPv[46]|(?:Client|Remote|Local|Source|Destination|Src|Dst|Origin|Actor|Caller|Sender|Attacker|Public)_?IP|^IP|_IP)$/i,
    'ip',
    isAddress,
  ],
  [/(?:DeviceId|MachineId)$/i, 'host', isDevice],
  [
    /(?:DeviceName|Computer|ComputerName|HostName|WorkstationName|MachineName|^Host|^Device)$/i,
    'host',
    (value) => HOST.test(value) && !isAddress(value),
  ],
  [
    /(?:UserPrincipalName|Upn|UserId|AccountObjectId|AccountSid|UserSid|TargetSid|ObjectSid|MailboxOwnerUPN|^Account|TargetAccount|SubjectAccount|AccountName|^User|UserName|Initiator|^Actor|^Caller|^Owner)$/i,
    'account',
    isAccount,
  ],
  [
    /(?:Recipient(?:Email)?Address|Sender(?:From|MailFrom)?Address|EmailAddress|^Recipient|^Sender|Mailbox)$/i,
    'account',
    (value) => MAIL.test(value),
  ],
  [/(?:Url|Uri)$/i, 'url', (value) => value.includes('://')],
  [/(?:Domain|RemoteUrl|Fqdn)$/i, 'domain', (value) => DOMAIN.test(value)],
];

/** What the values of a column name, by its name alone; null where they name nothing that has a page. */
export const columnEntity = (column: string): EntityType | null =>
  COLUMNS.find(([name]) => name.test(column))?.[1] ?? null;

/** What a value of a column names; null where it names nothing that has a page. */
export function entityOf(column: string, value: unknown): RowEntity | null {
  if (typeof value !== 'string' || value.length > 500) return null;
  const text = value.trim();
  if (text === '') return null;
  for (const [name, type, fits] of COLUMNS)
    if (name.test(column) && fits(text)) return { type, value: text, column };
  // A column that was named anew: only what nothing else looks like.
  if (IPV4.test(text)) return { type: 'ip', value: text, column };
  return text.length === 64 && isHash(text) ? { type: 'fileHash', value: text, column } : null;
}

/** Everything that a row names, each once, in the order of its columns. */
export function rowEntities(cells: Iterable<readonly [string, unknown]>): readonly RowEntity[] {
  const found = new Map<string, RowEntity>();
  for (const [column, value] of cells) {
    const entity = entityOf(column, value);
    if (!entity) continue;
    const key = `${entity.type} ${entity.value.toLowerCase()}`;
    if (!found.has(key)) found.set(key, entity);
  }
  return [...found.values()];
}
