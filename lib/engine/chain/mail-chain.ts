import type { CanonicalEvent, EventOf } from '@/lib/domain/event';
import type { MailFacts } from '@/lib/domain/facts/mail';
import type {
  MailChainView,
  MailClickView,
  MailRecipientView,
  MailSignInView,
  MailStoryView,
} from '@/lib/domain/views/chain';
import { placeOf } from './place';
import type { ChainEvent } from './types';

const HOUR = 3_600_000;
/** Sign-ins that are shown after a click, and how long after it. */
const SIGN_INS = 6;
const SIGN_IN_WINDOW = 24 * HOUR;
const MAX_RECIPIENTS = 30;
const MAX_PARTS = 20;

type Of<K extends CanonicalEvent['facts']['kind']> = EventOf<K>;
const ofKind =
  <K extends CanonicalEvent['facts']['kind']>(kind: K) =>
  (event: ChainEvent): event is Of<K> =>
    event.facts.kind === kind;

/**
 * Messages from their sending to what came of them: who got them, who clicked on what, and how those people signed in
 * afterwards.
 * @param alertRows rows of the alert itself, which are marked
 */
export function mailChain(
  messageIds: readonly string[],
  events: readonly ChainEvent[],
  alertRows: ReadonlySet<string>,
): MailChainView | null {
  const wanted = [...new Set(messageIds.map((id) => id.toLowerCase()))];
  if (wanted.length === 0) return null;
  const told = [...events].sort((a, b) => a.time - b.time || (a.rowId < b.rowId ? -1 : 1));
  return { kind: 'mail', messages: wanted.map((id) => storyOf(id, told, alertRows)) };
}

function storyOf(
  messageId: string,
  told: readonly ChainEvent[],
  alertRows: ReadonlySet<string>,
): MailStoryView {
  const mails = told.filter(ofKind('mail')).filter(({ facts }) => facts.networkMessageId === messageId);
  const parts = told.filter(ofKind('mailPart')).filter(({ facts }) => facts.networkMessageId === messageId);
  const urls = distinct(parts.flatMap(({ facts }) => facts.url ?? []));
  const clicks = told.filter(ofKind('urlClick')).filter((click) => isOn(click, messageId, urls, mails));
  const first = mails[0];
  const recipients = recipientsOf(messageId, told, mails, clicks, alertRows);
  return {
    messageId,
    seen: first !== undefined,
    subject: first?.facts.subject ?? null,
    sender: first?.facts.sender || null,
    senderIp: first?.facts.senderIp ?? null,
    sentAt: first?.time ?? null,
    threats: distinct(mails.flatMap(({ facts }) => facts.threats)),
    urls: distinct([...urls, ...clicks.map(({ facts }) => facts.url)]).slice(0, MAX_PARTS),
    attachments: attachmentsOf(parts).slice(0, MAX_PARTS),
    recipients: recipients.slice(0, MAX_RECIPIENTS),
    moreRecipients: Math.max(0, recipients.length - MAX_RECIPIENTS),
  };
}

/** A click names its message, or is on one of its links by one who got it, afterwards. */
function isOn(
  { facts, actor, time }: Of<'urlClick'>,
  messageId: string,
  urls: readonly string[],
  mails: readonly Of<'mail'>[],
): boolean {
  if (facts.networkMessageId !== undefined) return facts.networkMessageId === messageId;
  const who = new Set(addressesOf(actor));
  return urls.includes(facts.url) && mails.some((mail) => who.has(mail.facts.recipient) && mail.time <= time);
}

function recipientsOf(
  messageId: string,
  told: readonly ChainEvent[],
  mails: readonly Of<'mail'>[],
  clicks: readonly Of<'urlClick'>[],
  alertRows: ReadonlySet<string>,
): MailRecipientView[] {
  const removals = told
    .filter(ofKind('mailPostDelivery'))
    .filter(({ facts }) => facts.networkMessageId === messageId);
  const signIns = told.filter(ofKind('signIn'));
  const clickers = new Map<string, Of<'urlClick'>[]>();
  for (const click of clicks) {
    const names = addressesOf(click.actor);
    const address = mails.find((mail) => names.includes(mail.facts.recipient))?.facts.recipient;
    const key = address ?? names[0] ?? click.actor?.name.toLowerCase() ?? 'somebody';
    clickers.set(key, [...(clickers.get(key) ?? []), click]);
  }
  const addresses = distinct([
    ...clickers.keys(),
    ...mails.map(({ facts }) => facts.recipient),
    ...removals.map(({ facts }) => facts.recipient),
  ]);
  return addresses.map((address) => {
    const mail = mails.find(({ facts }) => facts.recipient === address);
    return {
      address,
      delivery: mail ? deliveryOf(mail.facts) : null,
      at: mail?.time ?? null,
      removed: removals
        .filter(({ facts }) => facts.recipient === address)
        .map(({ facts, time }) => ({ at: time, action: facts.action, success: facts.success })),
      clicks: (clickers.get(address) ?? []).map((click) => clickOf(click, signIns, alertRows)),
    };
  });
}

function clickOf(
  click: Of<'urlClick'>,
  signIns: readonly Of<'signIn'>[],
  alertRows: ReadonlySet<string>,
): MailClickView {
  const who = new Set(addressesOf(click.actor));
  const after = signIns.filter(
    ({ actor, time }) =>
      time >= click.time &&
      time <= click.time + SIGN_IN_WINDOW &&
      addressesOf(actor).some((name) => who.has(name)),
  );
  const ip = click.facts.ip ?? null;
  return {
    at: click.time,
    url: click.facts.url,
    allowed: click.facts.allowed,
    clickedThrough: click.facts.clickedThrough,
    ip,
    signIns: telling(after, ip, alertRows).map((event) => signInOf(event, ip, alertRows)),
  };
}

/** Those of the alert and from elsewhere before the ordinary ones; shown in the order of events. */
function telling(
  signIns: readonly Of<'signIn'>[],
  ip: string | null,
  alertRows: ReadonlySet<string>,
): readonly Of<'signIn'>[] {
  const weight = (event: Of<'signIn'>): number =>
    alertRows.has(event.rowId) ? 0 : event.facts.ip !== undefined && event.facts.ip !== ip ? 1 : 2;
  return signIns
    .toSorted((a, b) => weight(a) - weight(b) || a.time - b.time)
    .slice(0, SIGN_INS)
    .sort((a, b) => a.time - b.time);
}

const signInOf = (
  { facts, time, rowId }: Of<'signIn'>,
  ip: string | null,
  alertRows: ReadonlySet<string>,
): MailSignInView => ({
  at: time,
  rowId,
  success: facts.success,
  app: facts.app ?? null,
  ip: facts.ip ?? null,
  place: placeOf(facts.geo),
  elsewhere: ip !== null && facts.ip !== undefined && facts.ip !== ip,
  isAlert: alertRows.has(rowId),
});

const ADDRESSES: ReadonlySet<string> = new Set(['upn', 'mail', 'mailboxAddress']);

function addressesOf(mention: ChainEvent['actor']): string[] {
  return (mention?.ids ?? [])
    .filter(({ kind }) => ADDRESSES.has(kind))
    .map(({ value }) => value.toLowerCase());
}

const deliveryOf = ({ delivery }: MailFacts): string => delivery ?? 'unknown';

function attachmentsOf(parts: readonly Of<'mailPart'>[]): MailStoryView['attachments'] {
  const byName = new Map<string, { name: string; sha256: string | null }>();
  for (const { facts } of parts) {
    if (facts.part !== 'attachment') continue;
    const name = facts.fileName ?? 'unnamed';
    byName.set(`${name}|${facts.sha256 ?? ''}`, { name, sha256: facts.sha256 ?? null });
  }
  return [...byName.values()];
}

const distinct = <T>(items: readonly T[]): T[] => [...new Set(items)];
