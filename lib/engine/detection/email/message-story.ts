import { DAY } from '@/lib/core/time';
import type { EntityMention, EvidenceItem } from '@/lib/domain/entity';
import type { MailFacts, UrlClickFacts } from '@/lib/domain/facts/mail';
import type { Seen } from '../define';
import { accountByUpn, mailboxEvidence } from '../evidence';
import type { StateStore } from '../types';

/** One message as told by its rows so far, in whatever order they came. */
export interface MessageStory {
  v: 1;
  t: number;
  row: string;
  sender: string;
  senderIp: string;
  subject: string;
  recipients: string[];
  /** Judged to be phish, at delivery or after. */
  phish: boolean;
  high: boolean;
  delivered: boolean;
  removed: boolean;
  clicks: Click[];
}

export interface Click {
  t: number;
  row: string;
  who: string;
  ids: EntityMention['ids'];
  url: string;
  /** The person passed the warning page, or there was none. */
  through: boolean;
}

/** Mail and click belong together for two weeks, as long as an account's window in correlation. */
export const MESSAGE_WINDOW = 14 * DAY;
const MAX_CLICKS = 10;
const MAX_RECIPIENTS = 20;
const MAX_TEXT = 120;

export const messageKey = (networkMessageId: string): string => `message:${networkMessageId.toLowerCase()}`;
export const urlKey = (url: string): string => `message-url:${url.toLowerCase().slice(0, 300)}`;

/** A message's place under a URL, for clicks that name no message. */
export interface UrlStory {
  v: 1;
  message: string;
  phish: boolean;
  t: number;
}

export const emptyStory = (): MessageStory => ({
  v: 1,
  t: 0,
  row: '',
  sender: '',
  senderIp: '',
  subject: '',
  recipients: [],
  phish: false,
  high: false,
  delivered: false,
  removed: false,
  clicks: [],
});

export const storyOf = (state: StateStore, networkMessageId: string): MessageStory =>
  state.read<MessageStory>(messageKey(networkMessageId)) ?? emptyStory();

/** Adds a mail row, in place. */
export function tellMail(story: MessageStory, facts: MailFacts, time: number, row: string): void {
  story.t = time;
  story.row = row;
  story.sender = facts.sender.slice(0, MAX_TEXT);
  story.senderIp = facts.senderIp ?? '';
  story.subject = (facts.subject ?? '').slice(0, MAX_TEXT);
  const recipient = facts.recipient.toLowerCase();
  if (story.recipients.length < MAX_RECIPIENTS && !story.recipients.includes(recipient))
    story.recipients.push(recipient);
  story.phish ||= facts.threats.includes('phish');
  story.high ||= facts.threats.includes('phish') && facts.confidence === 'high';
  story.delivered ||= facts.delivery === 'delivered' || facts.delivery === 'junked';
}

/** Adds a click that got through, in place. */
export function tellClick(story: MessageStory, seen: Seen<'urlClick'>): Click {
  const click: Click = {
    t: seen.event.time,
    row: seen.event.rowId,
    who: seen.event.actor?.name ?? 'somebody',
    ids: (seen.event.actor?.ids ?? []).slice(0, 3),
    url: seen.facts.url.slice(0, 500),
    through: seen.facts.clickedThrough,
  };
  if (!story.clicks.some((c) => c.row === click.row)) story.clicks.push(click);
  if (story.clicks.length > MAX_CLICKS) story.clicks.shift();
  return click;
}

/** A click that reached the page: allowed, or the warning was clicked through. */
export const gotThrough = (facts: UrlClickFacts): boolean => facts.allowed || facts.clickedThrough;

/** A recipient as the two entities it is: the mailbox and, by the same name, the account. */
export const recipientEvidence = (
  recipient: string,
  role: EvidenceItem['role'],
): readonly (EvidenceItem | undefined)[] => [accountByUpn(recipient, role), mailboxEvidence(recipient, role)];
