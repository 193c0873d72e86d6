import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntityMention } from '@/lib/domain/entity';
import type { EventFacts } from '@/lib/domain/event';
import { mailChain } from './mail-chain';
import { sessionChain } from './session-chain';
import type { ChainEvent } from './types';

const NOON = Date.UTC(2026, 2, 10, 12);
const MINUTE = 60_000;
const person = (name: string): EntityMention => ({
  type: 'account',
  ids: [
    { kind: 'aadUserId', value: `oid-${name}` },
    { kind: 'upn', value: `${name}@contoso.com` },
  ],
  name: `${name}@contoso.com`,
});
let rows = 0;
const event = (minute: number, facts: EventFacts, actor?: EntityMention): ChainEvent => ({
  rowId: `r${String(rows++).padStart(6, '0')}`,
  table: 'SigninLogs',
  time: NOON + minute * MINUTE,
  facts,
  ...(actor ? { actor } : {}),
});

const M = 'message-1';
const mail = (minute: number, recipient: string, networkMessageId = M) =>
  event(minute, {
    kind: 'mail',
    networkMessageId,
    sender: 'evil@bad.example',
    recipient: `${recipient}@contoso.com`,
    subject: 'Invoice',
    delivery: 'delivered',
    threats: ['phish'],
  });
const part = (url: string) =>
  event(0, { kind: 'mailPart', networkMessageId: M, part: 'url', url, threats: [] });
const click = (minute: number, who: string, rest: { id?: string; url?: string; ip?: string } = {}) =>
  event(
    minute,
    {
      kind: 'urlClick',
      url: rest.url ?? 'https://bad.example/x',
      allowed: true,
      clickedThrough: false,
      threats: [],
      ...(rest.id ? { networkMessageId: rest.id } : {}),
      ip: rest.ip ?? '192.0.2.1',
    },
    { ...person(who), ids: [{ kind: 'upn', value: `${who}@contoso.com` }] },
  );
const signIn = (
  minute: number,
  who: string,
  ip: string,
  rest: Partial<Extract<EventFacts, { kind: 'signIn' }>> = {},
) => event(minute, { kind: 'signIn', mode: 'interactive', success: true, ip, ...rest }, person(who));

describe('the chain of a message', () => {
  it('leads from the message over the click to the sign-in, those from elsewhere first', () => {
    const own = signIn(20, 'ann', '203.0.113.9');
    const events = [
      mail(0, 'ann'),
      mail(0, 'bob'),
      part('https://bad.example/x'),
      click(10, 'ann', { id: M }),
      own,
      ...Array.from({ length: 9 }, (_, n) => signIn(11 + n, 'ann', '192.0.2.1')),
      signIn(5, 'ann', '203.0.113.9'),
      signIn(20, 'bob', '203.0.113.9'),
      event(30, {
        kind: 'mailPostDelivery',
        networkMessageId: M,
        recipient: 'bob@contoso.com',
        action: 'Moved to quarantine',
        threats: [],
        success: true,
      }),
    ];
    const [story] = mailChain([M.toUpperCase()], events, new Set([own.rowId]))?.messages ?? [];
    expect(story).toMatchObject({ seen: true, subject: 'Invoice', urls: ['https://bad.example/x'] });
    expect(story?.recipients.map(({ address }) => address)).toEqual(['ann@contoso.com', 'bob@contoso.com']);
    const [ann, bob] = story?.recipients ?? [];
    expect(ann?.clicks).toHaveLength(1);
    expect(ann?.clicks[0]?.signIns).toHaveLength(6);
    expect(ann?.clicks[0]?.signIns.at(-1)).toMatchObject({ elsewhere: true, isAlert: true });
    expect(bob).toMatchObject({
      delivery: 'delivered',
      clicks: [],
      removed: [{ action: 'Moved to quarantine' }],
    });
  });

  it.each<[string, ChainEvent[], number]>([
    ['a click that names the message', [mail(0, 'ann'), click(1, 'ann', { id: M })], 1],
    [
      'a click on its link without a name',
      [mail(0, 'ann'), part('https://bad.example/x'), click(1, 'ann')],
      1,
    ],
    ['a click before it came', [mail(5, 'ann'), part('https://bad.example/x'), click(1, 'ann')], 0],
    [
      'a click of somebody who did not get it',
      [mail(0, 'ann'), part('https://bad.example/x'), click(1, 'bob')],
      0,
    ],
    ['a click on another message', [mail(0, 'ann'), click(1, 'ann', { id: 'message-2' })], 0],
    ['a forwarded one that names it', [mail(0, 'ann'), click(1, 'bob', { id: M })], 1],
  ])('knows whose click it is: %s', (_, events, clicks) => {
    const [story] = mailChain([M], events, new Set())?.messages ?? [];
    expect(story?.recipients.flatMap((recipient) => recipient.clicks)).toHaveLength(clicks);
  });

  it('says what was not seen', () => {
    const [story] = mailChain([M], [click(1, 'ann', { id: M })], new Set())?.messages ?? [];
    expect(story).toMatchObject({ seen: false, sender: null, sentAt: null });
    expect(story?.recipients[0]).toMatchObject({ address: 'ann@contoso.com', delivery: null });
    expect(mailChain([], [], new Set())).toBeNull();
  });
});

const activity = (minute: number, who: string, ip: string, operation: string, sessionId?: string) =>
  event(
    minute,
    {
      kind: 'cloudActivity',
      workload: 'Exchange',
      operation,
      success: true,
      ip,
      parameters: {},
      ...(sessionId ? { sessionId } : {}),
    },
    { ...person(who), ids: person(who).ids.toReversed() },
  );
const told = (events: readonly ChainEvent[], alert?: ChainEvent) =>
  (sessionChain(events, new Set(alert ? [alert.rowId] : []))?.sessions ?? []).map(
    (session) =>
      `${session.heldBy}${session.isAlert ? '!' : ''}${session.hasSignIn ? '' : '?'}: ${session.steps
        .map((step) => `${step.title}${step.count > 1 ? ` ×${step.count}` : ''}`)
        .join(' > ')}`,
  );

describe('sessions', () => {
  it('keep together what shares a session id, whatever the address', () => {
    const rule = activity(30, 'ann', '203.0.113.9', 'New-InboxRule', 's1');
    expect(
      told(
        [
          signIn(0, 'ann', '192.0.2.1', { sessionId: 's1' }),
          rule,
          activity(31, 'ann', '192.0.2.1', 'MailItemsAccessed', 's2'),
        ],
        rule,
      ),
    ).toEqual(['session!: Signed in > New-InboxRule (Exchange)', 'session?: MailItemsAccessed (Exchange)']);
  });

  it('else keep one account at one address together for an hour', () => {
    expect(
      told([
        signIn(0, 'ann', '192.0.2.1'),
        activity(50, 'ann', '192.0.2.1', 'A'),
        activity(130, 'ann', '192.0.2.1', 'B'),
        activity(51, 'ann', '192.0.2.2', 'C'),
        activity(52, 'bob', '192.0.2.1', 'D'),
      ]),
    ).toEqual([
      'address: Signed in > A (Exchange)',
      'address?: C (Exchange)',
      'address?: D (Exchange)',
      'address?: B (Exchange)',
    ]);
  });

  it('tell repeats once, and never hide the alert among them', () => {
    const alert = activity(3, 'ann', '192.0.2.1', 'MailItemsAccessed');
    const repeats = Array.from({ length: 60 }, (_, n) =>
      activity(n / 10, 'ann', '192.0.2.1', n % 2 ? 'MailItemsAccessed' : 'Send'),
    );
    const chain = sessionChain([...repeats, alert], new Set([alert.rowId]));
    expect(chain?.sessions[0]?.steps.length).toBe(40);
    expect(chain?.sessions[0]?.steps.some((step) => step.isAlert)).toBe(true);
    expect(told([signIn(0, 'ann', 'x'), signIn(1, 'ann', 'x'), signIn(2, 'ann', 'x')])).toEqual([
      'address: Signed in ×3',
    ]);
  });

  const any = fc
    .record({
      minute: fc.integer({ min: 0, max: 300 }),
      who: fc.constantFrom('ann', 'bob'),
      ip: fc.constantFrom('192.0.2.1', '192.0.2.2'),
      session: fc.constantFrom(undefined, 's1', 's2'),
      operation: fc.constantFrom('A', 'B'),
    })
    .map(({ minute, who, ip, session, operation }) => activity(minute, who, ip, operation, session));

  it('hold every step once, whatever the order of the rows', () => {
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 25 }), (events) => {
        const chain = sessionChain(events, new Set());
        const counted = (chain?.sessions ?? []).flatMap((session) => session.steps.map((step) => step.count));
        if (chain?.moreSessions === 0)
          expect(counted.reduce((sum, count) => sum + count, 0)).toBe(events.length);
        expect(sessionChain(events.toReversed(), new Set())).toEqual(chain);
      }),
    );
  });
});
