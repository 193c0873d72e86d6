import { digestOf, type Rng } from '../core/random';
import type { Emit, Row } from '../core/tables';
import { iso } from '../core/time';
import { DOMAIN, WORKSPACE_ID } from '../world/identity';
import { address, type Net } from '../world/places';
import type { Person } from '../world/types';

export interface Attachment {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly malware?: string;
}

export interface Mail {
  readonly from: {
    readonly address: string;
    readonly display: string;
    readonly person?: Person;
    readonly envelope?: string;
  };
  readonly to: readonly (Person | string)[];
  readonly subject: string;
  readonly net?: Net;
  readonly urls?: readonly string[];
  readonly attachments?: readonly Attachment[];
  readonly threats?: 'Phish' | 'Malware' | 'Spam' | 'Phish, Malware';
  readonly confidence?: 'High' | 'Normal';
  readonly delivery?: 'Delivered' | 'Junked' | 'Blocked';
  readonly location?: string;
  readonly authentication?: Readonly<Record<string, string>>;
  readonly bulk?: number;
  readonly firstContact?: boolean;
  readonly language?: string;
}

const mailDomain = (addressText: string): string => addressText.split('@')[1] ?? '';
const PASS = { SPF: 'pass', DKIM: 'pass', DMARC: 'pass', CompAuth: 'pass' };

/** Exchange Online's own sending address: what mail between colleagues comes from. */
const INTERNAL = address('microsoft', 3, 40);

function direction(mail: Mail, recipient: string): string {
  const inside = mail.from.person !== undefined;
  const toInside = mailDomain(recipient) === DOMAIN;
  return inside ? (toInside ? 'Intra-org' : 'Outbound') : 'Inbound';
}

function eventRow(
  rng: Rng,
  time: number,
  mail: Mail,
  id: string,
  internetId: string,
  to: Person | string,
): Row {
  const recipient = typeof to === 'string' ? to : to.upn;
  const delivery = mail.delivery ?? 'Delivered';
  const where =
    mail.location ?? { Delivered: 'Inbox/folder', Junked: 'Junk folder', Blocked: 'Quarantine' }[delivery];
  const envelope = mail.from.envelope ?? mail.from.address;
  return {
    TimeGenerated: iso(time),
    TenantId: WORKSPACE_ID,
    SourceSystem: '',
    NetworkMessageId: id,
    InternetMessageId: internetId,
    EmailDirection: direction(mail, recipient),
    SenderFromAddress: mail.from.address,
    SenderDisplayName: mail.from.display,
    SenderFromDomain: mailDomain(mail.from.address),
    SenderMailFromAddress: envelope,
    SenderMailFromDomain: mailDomain(envelope),
    SenderObjectId: mail.from.person?.objectId ?? '',
    SenderIPv4: (mail.net ?? INTERNAL).ip,
    SenderIPv6: '',
    RecipientEmailAddress: recipient,
    RecipientDomain: mailDomain(recipient),
    RecipientObjectId: typeof to === 'string' ? '' : to.objectId,
    Subject: mail.subject,
    AttachmentCount: mail.attachments?.length ?? 0,
    UrlCount: mail.urls?.length ?? 0,
    AuthenticationDetails: JSON.stringify(mail.authentication ?? PASS),
    BulkComplaintLevel: mail.bulk ?? 0,
    ConfidenceLevel: mail.threats
      ? JSON.stringify({ [mail.threats.startsWith('Spam') ? 'Spam' : 'Phish']: mail.confidence ?? 'Normal' })
      : '',
    DeliveryAction: delivery,
    DeliveryLocation: where,
    LatestDeliveryAction: delivery,
    LatestDeliveryLocation: where,
    DetectionMethods: mail.threats
      ? JSON.stringify({ [mail.threats.split(',')[0] ?? '']: ['Advanced filter'] })
      : '',
    EmailAction:
      delivery === 'Blocked'
        ? 'Send to quarantine'
        : delivery === 'Junked'
          ? 'Move to junk mail folder'
          : 'No action taken',
    EmailActionPolicy: delivery === 'Delivered' ? '' : 'Antispam phishing policy',
    EmailClusterId: Number.parseInt(digestOf(`cluster ${mail.subject}${mail.from.address}`, 8), 16),
    EmailLanguage: mail.language ?? 'en',
    EmailSize: rng.int(9_000, 400_000),
    IsFirstContact: mail.firstContact ?? false,
    LastEventExecutionTime: iso(time),
    OrgLevelAction: '',
    OrgLevelPolicy: '',
    UserLevelAction: '',
    ThreatTypes: mail.threats ?? '',
    ThreatNames: mail.attachments?.find((a) => a.malware)?.malware ?? '',
    To: JSON.stringify(mail.to.map((p) => (typeof p === 'string' ? p : p.upn)).slice(0, 10)),
    ReportId: `${id}-${digestOf(recipient, 16)}-1`,
    Type: 'EmailEvents',
  };
}

/**
 * Tells one message: a row of EmailEvents per recipient, its links and attachments.
 * @returns its network and Internet message ids
 */
export function sendMail(
  rng: Rng,
  time: number,
  mail: Mail,
  emit: Emit,
): { readonly id: string; readonly internetId: string } {
  const id = rng.guid();
  const internetId = `<${rng.hex(24)}@${mailDomain(mail.from.address)}>`;
  for (const to of mail.to) emit('EmailEvents', time, eventRow(rng, time, mail, id, internetId, to));
  const base = { TimeGenerated: iso(time), TenantId: WORKSPACE_ID, SourceSystem: '', NetworkMessageId: id };
  mail.urls?.forEach((url, i) => {
    emit('EmailUrlInfo', time, {
      ...base,
      Url: url,
      UrlDomain: new URL(url).hostname,
      UrlLocation: i === 0 ? 'Body' : 'Attachment',
      ReportId: `${id}-${digestOf(url, 16)}-1`,
      Type: 'EmailUrlInfo',
    });
  });
  for (const attachment of mail.attachments ?? []) {
    for (const to of mail.to)
      emit('EmailAttachmentInfo', time, attachmentRow(base, mail, attachment, id, to));
  }
  return { id, internetId };
}

function attachmentRow(
  base: Record<string, unknown>,
  mail: Mail,
  attachment: Attachment,
  id: string,
  to: Person | string,
): Row {
  const recipient = typeof to === 'string' ? to : to.upn;
  return {
    ...base,
    FileName: attachment.name,
    FileType: attachment.type,
    FileExtension: attachment.name.split('.').pop() ?? '',
    FileSize: attachment.size,
    SHA256: digestOf(`sha256 file ${attachment.name}`, 64),
    SenderFromAddress: mail.from.address,
    SenderDisplayName: mail.from.display,
    SenderObjectId: mail.from.person?.objectId ?? '',
    RecipientEmailAddress: recipient,
    RecipientObjectId: typeof to === 'string' ? '' : to.objectId,
    ThreatTypes: attachment.malware ? 'Malware' : '',
    ThreatNames: attachment.malware ?? '',
    DetectionMethods: attachment.malware ? JSON.stringify({ Malware: ['File detonation'] }) : '',
    ReportId: `${id}-${digestOf(`${recipient}${attachment.name}`, 16)}-1`,
    Type: 'EmailAttachmentInfo',
  };
}

/** A row of EmailPostDeliveryEvents. */
export function removalRow(
  _rng: Rng,
  time: number,
  id: string,
  internetId: string,
  from: string,
  to: Person,
  threats: string,
  kind = 'Phish ZAP',
): Row {
  return {
    TimeGenerated: iso(time),
    TenantId: WORKSPACE_ID,
    SourceSystem: '',
    NetworkMessageId: id,
    InternetMessageId: internetId,
    Action: 'Moved to quarantine',
    ActionType: kind,
    ActionTrigger: kind.includes('ZAP') ? 'SpecialAction' : 'AdminAction',
    ActionResult: 'Success',
    DeliveryLocation: 'Quarantine',
    DetectionMethods: JSON.stringify({ Phish: ['URL detonation reputation'] }),
    EmailDirection: 'Inbound',
    RecipientEmailAddress: to.upn,
    SenderFromAddress: from,
    ThreatTypes: threats,
    ReportId: `${id}-${digestOf(to.upn, 16)}-2`,
    Type: 'EmailPostDeliveryEvents',
  };
}

export interface ClickAct {
  readonly person: Person;
  readonly net: Net;
  readonly url: string;
  readonly messageId?: string;
  readonly action?: 'ClickAllowed' | 'ClickBlocked' | 'ClickedThrough';
  readonly threats?: string;
  readonly workload?: 'Email' | 'Teams' | 'Office';
}

/** A row of UrlClickEvents. */
export function clickRow(rng: Rng, time: number, click: ClickAct): Row {
  return {
    TimeGenerated: iso(time),
    TenantId: WORKSPACE_ID,
    SourceSystem: '',
    AccountUpn: click.person.upn,
    ActionType: click.action ?? 'ClickAllowed',
    AppName: click.workload ?? 'Email',
    AppVersion: '',
    DetectionMethods: '',
    IPAddress: click.net.ip,
    IsClickedThrough: click.action === 'ClickedThrough',
    NetworkMessageId: click.messageId ?? '',
    SourceId: click.messageId ?? '',
    ThreatTypes: click.threats ?? '',
    Url: click.url,
    UrlChain: JSON.stringify([click.url]),
    Workload: click.workload ?? 'Email',
    ReportId: rng.guid(),
    Type: 'UrlClickEvents',
  };
}
