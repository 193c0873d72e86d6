import type { MailFacts, MailPartFacts, MailPostDeliveryFacts, UrlClickFacts } from '@/lib/domain/facts/mail';
import { bool, type Fields, firstOf, known, lower, num, obj, str } from '../fields';
import { ipOf } from '../geo';
import { keyOf } from '../keys';
import { liftDiagnostic } from '../lift';
import { account, addressOf, idOf, principalOf } from '../mentions';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';

type Threats = MailFacts['threats'];

const TIME_COLUMNS = ['TimeGenerated', 'Timestamp'] as const;

/** `ThreatTypes` as a list: `Phish, Malware` or JSON. */
function threatsOf(value: unknown): Threats {
  const text = lower(typeof value === 'object' && value !== null ? JSON.stringify(value) : value) ?? '';
  return (['phish', 'malware', 'spam'] as const).filter((word) => text.includes(word));
}

function confidenceOf(value: unknown): MailFacts['confidence'] {
  const levels = str(value) ?? '';
  if (levels === '') return undefined;
  return /high/i.test(levels) ? 'high' : 'normal';
}

const DIRECTIONS: Readonly<Record<string, NonNullable<MailFacts['direction']>>> = {
  inbound: 'inbound',
  outbound: 'outbound',
  'intra-org': 'intraOrg',
  intraorg: 'intraOrg',
};
const DELIVERIES: Readonly<Record<string, NonNullable<MailFacts['delivery']>>> = {
  delivered: 'delivered',
  junked: 'junked',
  blocked: 'blocked',
  replaced: 'replaced',
  deliveredasspam: 'junked',
};

function authentication(value: unknown): MailFacts['authentication'] {
  const details = obj(value);
  const found = known({
    spf: lower(details.SPF),
    dkim: lower(details.DKIM),
    dmarc: lower(details.DMARC),
    compauth: lower(details.CompAuth),
  });
  return Object.keys(found).length > 0 ? found : undefined;
}

function mailFacts(c: Fields, networkMessageId: string, recipient: string): MailFacts {
  const sender = addressOf(c.SenderFromAddress) ?? addressOf(c.SenderMailFromAddress) ?? '';
  const delivery = lower(firstOf(c.LatestDeliveryAction, c.DeliveryAction));
  return known({
    kind: 'mail' as const,
    networkMessageId,
    internetMessageId: str(c.InternetMessageId),
    sender,
    senderDomain: lower(firstOf(c.SenderFromDomain)) ?? (sender.split('@')[1] || undefined),
    senderIp: ipOf(firstOf(c.SenderIPv4, c.SenderIPv6)),
    recipient,
    subject: str(c.Subject),
    direction: DIRECTIONS[lower(c.EmailDirection) ?? ''],
    delivery:
      delivery === undefined ? undefined : (DELIVERIES[delivery.replace(/\s/g, '')] ?? ('unknown' as const)),
    threats: threatsOf(c.ThreatTypes),
    confidence: confidenceOf(c.ConfidenceLevel),
    detectionMethods: str(
      typeof c.DetectionMethods === 'object' ? JSON.stringify(c.DetectionMethods) : c.DetectionMethods,
    ),
    authentication: authentication(c.AuthenticationDetails),
    urlCount: num(c.UrlCount),
    attachmentCount: num(c.AttachmentCount),
  });
}

function readMail({ c }: SourceRow): Reading | Unreadable {
  const id = idOf(c.NetworkMessageId);
  const recipient = addressOf(c.RecipientEmailAddress);
  if (id === undefined) return new Unreadable('NetworkMessageId', 'the row names no message');
  if (recipient === undefined) return new Unreadable('RecipientEmailAddress', 'the row names no recipient');
  const actor = account({ mail: c.SenderFromAddress, oid: c.SenderObjectId, display: c.SenderDisplayName });
  const target = account({ mail: recipient, oid: c.RecipientObjectId });
  return {
    facts: mailFacts(c, id, recipient),
    actor,
    target,
    principal: recipient,
    dedupKey: keyOf(id, recipient, c.ReportId),
  };
}

function readUrl({ c }: SourceRow): Reading | Unreadable {
  const id = idOf(c.NetworkMessageId);
  if (id === undefined) return new Unreadable('NetworkMessageId', 'the row names no message');
  const url = str(c.Url);
  const facts: MailPartFacts = known({
    kind: 'mailPart' as const,
    networkMessageId: id,
    part: 'url' as const,
    url,
    domain: lower(c.UrlDomain),
    threats: threatsOf(undefined),
  });
  return { facts, principal: id, dedupKey: keyOf(id, url, c.UrlLocation, c.ReportId) };
}

function readAttachment({ c }: SourceRow): Reading | Unreadable {
  const id = idOf(c.NetworkMessageId);
  if (id === undefined) return new Unreadable('NetworkMessageId', 'the row names no message');
  const recipient = addressOf(c.RecipientEmailAddress);
  const facts: MailPartFacts = known({
    kind: 'mailPart' as const,
    networkMessageId: id,
    part: 'attachment' as const,
    recipient,
    fileName: str(c.FileName),
    sha256: lower(c.SHA256),
    threats: threatsOf(c.ThreatTypes),
  });
  const actor = account({ mail: c.SenderFromAddress, oid: c.SenderObjectId });
  const target = account({ mail: recipient, oid: c.RecipientObjectId });
  return {
    facts,
    actor,
    target,
    principal: recipient ?? id,
    dedupKey: keyOf(id, recipient, c.FileName, c.SHA256, c.ReportId),
  };
}

function readPostDelivery({ c }: SourceRow): Reading | Unreadable {
  const id = idOf(c.NetworkMessageId);
  const recipient = addressOf(c.RecipientEmailAddress);
  if (id === undefined) return new Unreadable('NetworkMessageId', 'the row names no message');
  if (recipient === undefined) return new Unreadable('RecipientEmailAddress', 'the row names no recipient');
  const facts: MailPostDeliveryFacts = known({
    kind: 'mailPostDelivery' as const,
    networkMessageId: id,
    recipient,
    action: firstOf(c.Action) ?? 'unknown',
    actionType: str(c.ActionType),
    threats: threatsOf(c.ThreatTypes),
    success: !/fail|error/i.test(str(c.ActionResult) ?? ''),
  });
  const target = account({ mail: recipient });
  return {
    facts,
    target,
    principal: recipient,
    dedupKey: keyOf(id, recipient, c.ActionType, c.Action, c.Timestamp ?? c.TimeGenerated, c.ReportId),
  };
}

function readClick({ c }: SourceRow): Reading | Unreadable {
  const url = str(c.Url);
  if (url === undefined) return new Unreadable('Url', 'the row names no URL');
  const actor = account({ upn: c.AccountUpn });
  const facts: UrlClickFacts = known({
    kind: 'urlClick' as const,
    networkMessageId: idOf(c.NetworkMessageId),
    url,
    ip: ipOf(c.IPAddress),
    allowed: /allowed/i.test(str(c.ActionType) ?? ''),
    clickedThrough: bool(c.IsClickedThrough) ?? false,
    threats: threatsOf(c.ThreatTypes),
    workload: str(c.Workload),
  });
  return {
    facts,
    actor,
    principal: principalOf(actor),
    dedupKey: keyOf(c.ReportId, c.Timestamp ?? c.TimeGenerated, url, c.AccountUpn),
  };
}

const common = { timeColumns: TIME_COLUMNS, lift: liftDiagnostic } as const;
export const emailEvents = defineSource({ table: 'EmailEvents', ...common, read: readMail });
export const emailUrlInfo = defineSource({ table: 'EmailUrlInfo', ...common, read: readUrl });
export const emailAttachmentInfo = defineSource({
  table: 'EmailAttachmentInfo',
  ...common,
  read: readAttachment,
});
export const emailPostDeliveryEvents = defineSource({
  table: 'EmailPostDeliveryEvents',
  ...common,
  read: readPostDelivery,
});
export const urlClickEvents = defineSource({ table: 'UrlClickEvents', ...common, read: readClick });
