import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '@/lib/core/time';
import type { MailFacts, UrlClickFacts } from '@/lib/domain/facts/mail';
import { Bench, eventOf, person, START } from '../testing';

const mail = (changes: Partial<MailFacts> = {}, time = START) =>
  eventOf(
    {
      kind: 'mail',
      networkMessageId: 'm1',
      sender: 'pay@evil.test',
      recipient: 'ann@contoso.com',
      subject: 'Invoice 4711',
      direction: 'inbound',
      delivery: 'delivered',
      threats: ['phish'],
      urlCount: 1,
      ...changes,
    },
    { time, table: 'EmailEvents' },
  );
const click = (changes: Partial<UrlClickFacts> = {}, time = START + 5 * MINUTE) =>
  eventOf(
    {
      kind: 'urlClick',
      networkMessageId: 'm1',
      url: 'https://evil.test/login',
      allowed: true,
      clickedThrough: false,
      threats: [],
      ...changes,
    },
    { time, actor: person('ann'), table: 'UrlClickEvents' },
  );
const zap = (success = true, time = START + HOUR) =>
  eventOf(
    {
      kind: 'mailPostDelivery',
      networkMessageId: 'm1',
      recipient: 'ann@contoso.com',
      action: 'Moved to quarantine',
      actionType: 'Phish ZAP',
      threats: ['phish'],
      success,
    },
    { time, table: 'EmailPostDeliveryEvents' },
  );
const part = (time = START + 1) =>
  eventOf(
    { kind: 'mailPart', networkMessageId: 'm1', part: 'url', url: 'https://evil.test/login', threats: [] },
    { time, table: 'EmailUrlInfo' },
  );
const run = (id: string, ...events: ReturnType<typeof eventOf>[]) => new Bench().run(events, id);
const CLICKED = 'email.phish-clicked';

describe('phish delivered then clicked', () => {
  it('joins message and click in any order, verdict at delivery or after', () => {
    for (const first of [mail(), mail({ threats: [] })]) {
      const events =
        first.event.facts.kind === 'mail' && first.event.facts.threats.length > 0
          ? [first, click()]
          : [first, click(), zap()];
      fc.assert(
        fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (order) => {
          const signals = run(CLICKED, ...order);
          expect(new Set(signals.map((s) => s.key)).size).toBe(1);
          expect(signals.at(-1)?.evidence[0]).toMatchObject({ name: 'ann@contoso.com', role: 'compromised' });
        }),
      );
    }
  });

  it('finds the message of a click by its URL', () => {
    expect(run(CLICKED, mail(), part(), click({ networkMessageId: '' }))).toHaveLength(1);
    expect(run(CLICKED, click({ networkMessageId: '', threats: ['phish'] }))).toHaveLength(1);
  });

  it('is high when the warning page was passed', () => {
    expect(run(CLICKED, mail(), click())[0]?.severity).toBe('medium');
    expect(run(CLICKED, mail(), click({ allowed: false, clickedThrough: true }))[0]?.severity).toBe('high');
  });

  it('is quiet for blocked clicks, harmless mail, another message and a click weeks later', () => {
    expect(run(CLICKED, mail(), click({ allowed: false }))).toEqual([]);
    expect(run(CLICKED, mail({ threats: ['spam'] }), click())).toEqual([]);
    expect(run(CLICKED, mail(), click({ networkMessageId: 'm2' }))).toEqual([]);
    expect(run(CLICKED, mail(), click({}, START + 20 * DAY))).toEqual([]);
  });
});

describe('delivered threats', () => {
  it('rates spoof and high confidence above plain phish, and folds a campaign', () => {
    const id = 'email.phish-delivered';
    expect(run(id, mail())[0]?.severity).toBe('low');
    expect(run(id, mail({ confidence: 'high' }))[0]?.severity).toBe('medium');
    expect(run(id, mail({ authentication: { compauth: 'fail' } }))[0]?.title).toContain('Spoofed');
    expect(run(id, mail({ delivery: 'junked' }), mail({ threats: ['spam'] }))).toEqual([]);
    const keys = run(
      id,
      mail(),
      mail({ networkMessageId: 'm2', recipient: 'bob@contoso.com', subject: 'Invoice 4712' }),
    ).map((s) => s.key);
    expect(new Set(keys).size).toBe(1);
  });

  it('sees delivered malware, not blocked malware', () => {
    expect(run('email.malware-delivered', mail({ threats: ['malware'] }))).toHaveLength(1);
    expect(run('email.malware-delivered', mail({ threats: ['malware'], delivery: 'blocked' }))).toEqual([]);
  });

  it('notes removals under the same fact, worse when they fail', () => {
    const id = 'email.post-delivery-removal';
    expect(run(id, zap())[0]?.severity).toBe('informational');
    expect(run(id, zap(false))[0]?.severity).toBe('low');
    expect(run(id, zap())[0]?.facts).toEqual(run('email.phish-delivered', mail())[0]?.facts);
    const spam = eventOf({
      kind: 'mailPostDelivery',
      networkMessageId: 'm1',
      recipient: 'a@b.c',
      action: 'Moved',
      actionType: 'Manual remediation',
      threats: ['spam'],
      success: true,
    });
    expect(run(id, spam)).toEqual([]);
  });
});

describe('suspicious sending', () => {
  const out = (n: number, from: number, threats: MailFacts['threats'] = []) =>
    Array.from({ length: n }, (_, i) =>
      mail(
        {
          networkMessageId: `o${from}-${i}`,
          sender: 'ann@contoso.com',
          recipient: `x${i}@y.test`,
          direction: 'outbound',
          threats,
          urlCount: 0,
        },
        from + i * 1000,
      ),
    );
  const habit = Array.from({ length: 9 }, (_, d) => out(20, START + d * DAY)).flat();
  const id = 'email.suspicious-sending';

  it('fires far above the habit, and on mail that the filter calls bad', () => {
    expect(run(id, ...habit, ...out(160, START + 9 * DAY))[0]?.risk?.type).toBe('suspiciousSendingPatterns');
    expect(run(id, ...out(6, START, ['spam'])).length).toBeGreaterThan(0);
  });

  it('is quiet for a busy day, for the first week and for mail that comes in', () => {
    expect(run(id, ...habit, ...out(140, START + 9 * DAY))).toEqual([]);
    expect(run(id, ...out(300, START))).toEqual([]);
    expect(run(id, ...Array.from({ length: 9 }, (_, i) => mail({ networkMessageId: `i${i}` })))).toEqual([]);
  });

  it('keeps no story of mail without links and verdicts', () => {
    const bench = new Bench();
    bench.run(out(5, START));
    expect([...bench.state.values.keys()].filter((k) => k.startsWith('message:'))).toEqual([]);
  });
});
