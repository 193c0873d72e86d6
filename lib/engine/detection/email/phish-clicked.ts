import { DAY, MINUTE } from '@/lib/core/time';
import { defineDetector, reason, type Seen, type SignalDraft } from '../define';
import { ipEvidence, mailboxEvidence, messageEvidence, urlEvidence } from '../evidence';
import { hostOfUrl } from '../threat-intelligence';
import {
  type Click,
  emptyStory,
  gotThrough,
  MESSAGE_WINDOW,
  type MessageStory,
  messageKey,
  storyOf,
  tellClick,
  tellMail,
  type UrlStory,
  urlKey,
} from './message-story';

type Kinds = 'mail' | 'mailPart' | 'urlClick' | 'mailPostDelivery';

function draft(story: MessageStory, click: Click, messageId: string): SignalDraft {
  const minutes = Math.round((click.t - story.t) / MINUTE);
  return {
    key: `${messageId.toLowerCase()}:${click.ids[0]?.value ?? click.who.toLowerCase()}`,
    severity: story.high || click.through ? 'high' : 'medium',
    firstActivity: story.t > 0 ? Math.min(story.t, click.t) : click.t,
    lastActivity: Math.max(story.t, click.t),
    description: `${click.who} opened a link to ${hostOfUrl(click.url)} from a phishing message${story.sender ? ` of ${story.sender}` : ''}.`,
    evidence: [
      { type: 'account', ids: click.ids, name: click.who, role: 'compromised', verdict: 'suspicious' },
      mailboxEvidence(click.who, 'attacked'),
      messageEvidence(messageId, story.subject || undefined, 'attacker', 'malicious'),
      urlEvidence(click.url, 'attacker', 'malicious'),
      mailboxEvidence(story.sender, 'source', 'suspicious'),
      ipEvidence(story.senderIp || undefined, 'source', 'suspicious'),
    ],
    rowIds: [story.row, click.row].filter((r) => r !== ''),
    reasons: [
      reason('Message', story.subject || messageId),
      reason('Sender', story.sender || 'not told'),
      reason('Link', click.url),
      ...(story.t > 0 ? [reason('From delivery to click', `${minutes} min`)] : []),
      reason('Warning page passed', click.through ? 'yes' : 'there was none'),
      reason('Judged phish', story.high ? 'with high confidence' : 'yes'),
      reason('Removed afterwards', story.removed ? 'yes' : 'no'),
    ],
    facts: [`click:${messageId.toLowerCase()}:${click.ids[0]?.value ?? click.who.toLowerCase()}`],
  };
}

/** Brings the story up to date with this row. */
function tell(story: MessageStory, seen: Seen<Kinds>): void {
  const { facts, event } = seen;
  if (facts.kind === 'mail') tellMail(story, facts, event.time, event.rowId);
  else if (facts.kind === 'mailPostDelivery') {
    story.phish ||= facts.threats.includes('phish');
    story.removed ||= facts.success;
  } else if (facts.kind === 'mailPart') story.phish ||= facts.threats.includes('phish');
  else if (facts.threats.includes('phish')) story.phish = true;
}

const messageOf = ({ facts }: Seen<Kinds>): string | undefined => facts.networkMessageId || undefined;

/** A click that names no message: found by its URL, or judged by the verdict on the click itself. */
function clickAlone(seen: Seen<'urlClick'>, url: UrlStory | undefined): readonly SignalDraft[] {
  const known = url && Math.abs(seen.event.time - url.t) <= MESSAGE_WINDOW ? url : undefined;
  if (!known?.phish && !seen.facts.threats.includes('phish')) return [];
  const story = emptyStory();
  return [draft(story, tellClick(story, seen), known?.message ?? `url:${hostOfUrl(seen.facts.url)}`)];
}

export const phishClicked = defineDetector<Kinds>({
  id: 'email.phish-clicked',
  title: 'A phishing link was opened',
  summary:
    'A message that was judged to be phishing reached somebody who opened its link, in whichever order the rows came.',
  source:
    'Defender for Office 365: A user clicked through to a potentially malicious URL; A potentially malicious URL click was detected',
  severity: 'medium',
  domain: 'email',
  tactic: 'InitialAccess',
  techniques: ['T1566.002', 'T1204.001'],
  kinds: ['mail', 'mailPart', 'urlClick', 'mailPostDelivery'],
  repeatWindow: DAY,
  keys(seen) {
    const id = messageOf(seen);
    const keys = id ? [messageKey(id)] : [];
    if (seen.facts.kind === 'urlClick' && !id) keys.push(urlKey(seen.facts.url));
    if (seen.facts.kind === 'mailPart' && seen.facts.url) keys.push(urlKey(seen.facts.url));
    return keys;
  },
  step(seen, ctx) {
    const id = messageOf(seen);
    const { facts, event } = seen;
    if (facts.kind === 'urlClick' && !gotThrough(facts)) return [];
    if (id === undefined) {
      if (facts.kind !== 'urlClick') return [];
      return clickAlone(
        { ...seen, facts, event: { ...event, facts } },
        ctx.state.read<UrlStory>(urlKey(facts.url)),
      );
    }
    const story = storyOf(ctx.state, id);
    const wasPhish = story.phish;
    tell(story, seen);
    if (facts.kind === 'mailPart' && facts.url && story.phish) {
      ctx.state.write<UrlStory>(urlKey(facts.url), { v: 1, message: id, phish: true, t: event.time });
    }
    const fresh =
      facts.kind === 'urlClick' ? [tellClick(story, { ...seen, facts, event: { ...event, facts } })] : [];
    // Most mail has no link and no verdict: a story without either would only fill the store.
    const matters =
      facts.kind !== 'mail' || story.phish || story.clicks.length > 0 || (facts.urlCount ?? 1) > 0;
    if (matters) ctx.state.write(messageKey(id), story);
    if (!story.phish) return [];
    // A verdict that comes late speaks of every click before it; afterwards each click speaks for itself.
    const clicks = wasPhish ? fresh : story.clicks;
    return clicks
      .filter((c) => story.t === 0 || Math.abs(c.t - story.t) <= MESSAGE_WINDOW)
      .map((click) => draft(story, click, id));
  },
});
