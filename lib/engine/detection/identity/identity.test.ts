import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '@/lib/core/time';
import type { SignInFacts } from '@/lib/domain/facts/identity';
import { BERLIN, Bench, eventOf, LAGOS, NEW_YORK, person, START, signIn } from '../testing';

/** Weeks of ordinary sign-ins of Ann and four colleagues at home and in the office. */
function ordinary(days = 20) {
  const events = [];
  for (let day = 0; day < days; day++) {
    const at = START + day * DAY;
    events.push(signIn({}, at));
    events.push(signIn({ ip: '203.0.113.7', geo: { ...BERLIN, asn: 6805 } }, at + 9 * HOUR));
    for (const who of ['bob', 'cem', 'dan', 'eva'])
      events.push(signIn({ ip: `192.0.2.${who.length + who.charCodeAt(0)}` }, at + HOUR, person(who)));
  }
  return events;
}

const LATER = START + 20 * DAY;
const withHabits = (changes: Partial<SignInFacts>, time = LATER) => {
  const bench = new Bench();
  const noise = bench.run(ordinary());
  return { bench, noise, signals: bench.send(signIn(changes, time)) };
};
const ids = (signals: readonly { detectorId: string }[]) => signals.map((s) => s.detectorId).sort();

const STRANGER: Partial<SignInFacts> = {
  ip: '102.89.1.1',
  geo: LAGOS,
  userAgent: 'curl',
  browser: 'Firefox 90',
  os: 'Linux',
};

describe('ordinary life', () => {
  it('is quiet for weeks of ordinary sign-ins', () => {
    expect(withHabits({}).noise).toEqual([]);
  });

  it('is quiet while an account is learnt', () => {
    expect(new Bench().run([signIn(), signIn(STRANGER, START + HOUR)])).toEqual([]);
  });
});

describe('anonymous address', () => {
  const run = (changes: Partial<SignInFacts>) =>
    withHabits({ ip: '203.0.113.7', ...changes }).signals.filter(
      (s) => s.detectorId === 'identity.anonymous-ip',
    );

  it('fires on Tor at medium, on a VPN at low', () => {
    expect(run({ ip: '185.220.101.1', geo: { country: 'DE', anonymizer: 'tor' } })[0]?.severity).toBe(
      'medium',
    );
    expect(run({ ip: '185.1.1.1', geo: { country: 'DE', anonymizer: 'vpn' } })[0]?.severity).toBe('low');
    expect(run({ providerRiskTypes: ['anonymizedIPAddress'] })[0]?.risk?.type).toBe('anonymizedIPAddress');
  });

  it('is quiet for hosting, for failures and for a VPN the person always uses', () => {
    expect(run({ geo: { country: 'DE', anonymizer: 'hosting' } })).toEqual([]);
    expect(run({ success: false, geo: { country: 'DE', anonymizer: 'tor' } })).toEqual([]);
    expect(run({ geo: { country: 'DE', anonymizer: 'vpn' } })).toEqual([]);
  });
});

describe('travel', () => {
  const id = 'identity.impossible-travel';
  const pair = (first: Partial<SignInFacts>, second: Partial<SignInFacts>, gap: number, settings = {}) => {
    const bench = new Bench(settings);
    bench.run(ordinary());
    return bench.run([signIn(first, LATER), signIn(second, LATER + gap)], id);
  };

  it('fires on two countries within an hour, and names the strange address the attacker', () => {
    const [signal] = pair({}, STRANGER, HOUR);
    expect(signal?.reasons.find((r) => r.label === 'Speed needed')?.value).toMatch(/^\d{4} km\/h/);
    expect(signal?.evidence.find((e) => e.role === 'attacker')?.name).toBe('102.89.1.1');
    expect(signal?.evidence.find((e) => e.role === 'contextual')?.name).toBe('198.51.100.10');
    expect(signal?.risk).toMatchObject({ type: 'mcasImpossibleTravel', level: 'medium' });
  });

  it('fires the same way when the earlier row arrives late', () => {
    const bench = new Bench();
    bench.run(ordinary());
    const late = bench.run([signIn(STRANGER, LATER + HOUR), signIn({}, LATER)], id);
    expect(late.map((s) => s.key)).toEqual(pair({}, STRANGER, HOUR).map((s) => s.key));
  });

  it('is quiet for a flight, a neighbour, failures, refreshed tokens and corporate egress', () => {
    expect(pair({}, STRANGER, 9 * HOUR)).toEqual([]);
    expect(
      pair({}, { ip: '5.5.5.5', geo: { country: 'FR', latitude: 43.3, longitude: 5.4 } }, MINUTE),
    ).toEqual([]);
    expect(pair({}, { ...STRANGER, success: false, failure: 'badPassword' }, HOUR)).toEqual([]);
    expect(pair({}, { ...STRANGER, mode: 'nonInteractive' }, HOUR)).toEqual([]);
    expect(pair({}, STRANGER, HOUR, { corporateNetworks: ['198.51.100.0/24', '102.89.0.0/16'] })).toEqual([]);
  });

  it('still fires when one side only is corporate', () => {
    expect(pair({}, STRANGER, HOUR, { corporateNetworks: ['198.51.100.0/24'] })).toHaveLength(1);
  });

  it('is quiet at an egress that five people have shared for days', () => {
    const bench = new Bench();
    bench.run(ordinary());
    const gateway = { ip: '8.8.4.4', geo: NEW_YORK };
    for (let d = 0; d < 5; d++) {
      for (const who of ['bob', 'cem', 'dan', 'eva', 'fay'])
        bench.send(signIn({ ...gateway, mfa: true }, LATER + d * DAY, person(who)));
    }
    const t = LATER + 6 * DAY;
    expect(bench.run([signIn({}, t), signIn(gateway, t + MINUTE)], id)).toEqual([]);
  });

  it('calls a barely possible journey to an unknown country atypical', () => {
    const bench = new Bench();
    bench.run(ordinary());
    const gap = 6 * HOUR;
    const [hit] = bench.run([signIn({}, LATER), signIn(STRANGER, LATER + gap)], 'identity.atypical-travel');
    expect(hit?.risk?.type).toBe('unlikelyTravel');
    const other = new Bench();
    other.run(ordinary());
    expect(
      other.run(
        [signIn({}, LATER), signIn({ ...STRANGER, deviceTrusted: true }, LATER + gap)],
        'identity.atypical-travel',
      ),
    ).toEqual([]);
  });
});

describe('novelty', () => {
  it('sees a new country once per account, not one where colleagues work', () => {
    expect(ids(withHabits(STRANGER, LATER + 3 * DAY).signals)).toContain('identity.new-country');
    const bench = new Bench();
    bench.run(ordinary());
    for (let i = 0; i < 25; i++)
      bench.send(signIn({ ip: '41.1.1.1', geo: LAGOS, mfa: true }, LATER + i * HOUR, person('bob')));
    expect(ids(bench.send(signIn(STRANGER, LATER + 3 * DAY)))).not.toContain('identity.new-country');
  });

  it('scores a stranger as unfamiliar and prints the terms', () => {
    const signal = withHabits(STRANGER, LATER + 3 * DAY).signals.find(
      (s) => s.detectorId === 'identity.unfamiliar-properties',
    );
    expect(signal?.risk?.type).toBe('unfamiliarFeatures');
    expect(signal?.reasons.map((r) => r.label)).toEqual(
      expect.arrayContaining(['Score', 'ip 102.89.1.1', 'country NG', 'Prior']),
    );
  });

  it('is quiet for a new browser at home, a new home at the known laptop and a managed device anywhere', () => {
    const quiet = (changes: Partial<SignInFacts>) =>
      expect(ids(withHabits(changes, LATER + 3 * DAY).signals)).not.toContain(
        'identity.unfamiliar-properties',
      );
    quiet({ userAgent: 'Chrome', browser: 'Chrome 121' });
    quiet({ ip: '203.0.113.99', geo: { ...BERLIN, asn: 3320 } });
    quiet({ ...STRANGER, deviceTrusted: true });
  });
});

const fail = (who: string, time: number, ip = '45.9.9.9') =>
  signIn({ success: false, failure: 'badPassword', errorCode: 50126, ip, geo: LAGOS }, time, person(who));

describe('password spray', () => {
  const id = 'identity.password-spray';
  const spray = (n: number, gap = MINUTE) =>
    Array.from({ length: n }, (_, i) => fail(`user${i}`, START + i * gap));

  it('tells tried accounts from the one that was entered', () => {
    const bench = new Bench();
    const attempts = bench.run(spray(12), id);
    expect(attempts.every((s) => s.severity === 'low' && s.risk === undefined)).toBe(true);
    expect(attempts[0]?.evidence.filter((e) => e.role === 'attacked')).toHaveLength(10);
    const [entered] = bench.run([signIn({ ip: '45.9.9.9', geo: LAGOS }, START + HOUR, person('user3'))], id);
    expect(entered).toMatchObject({ severity: 'high', risk: { type: 'passwordSpray', level: 'high' } });
    expect(entered?.evidence.filter((e) => e.role === 'compromised').map((e) => e.name)).toEqual([
      'user3@contoso.com',
    ]);
  });

  it('counts a right password that stopped at the second factor, and a success before the tally was full', () => {
    const bench = new Bench();
    bench.run(spray(12));
    expect(
      bench.run(
        [signIn({ success: false, failure: 'mfaRequired', ip: '45.9.9.9' }, START + HOUR, person('user3'))],
        id,
      ),
    ).toHaveLength(1);
    const early = new Bench();
    const events = [
      ...spray(5),
      signIn({ ip: '45.9.9.9' }, START + 5.5 * MINUTE, person('user2')),
      ...spray(12).slice(5),
    ];
    expect(early.run(events, id).some((s) => s.severity === 'high')).toBe(true);
  });

  it('is quiet for nine accounts, for a slow trickle and for an office where most get in', () => {
    expect(new Bench().run(spray(9), id)).toEqual([]);
    expect(new Bench().run(spray(14, 90 * MINUTE), id)).toEqual([]);
    const office = new Bench();
    const ins = Array.from({ length: 15 }, (_, i) =>
      signIn({ ip: '45.9.9.9' }, START + i * 1000, person(`staff${i}`)),
    );
    expect(office.run([...spray(8), ...ins, ...spray(12).slice(8)], id)).toEqual([]);
  });
});

describe('brute force', () => {
  const id = 'identity.brute-force';
  const run = (n: number) => Array.from({ length: n }, (_, i) => fail('ann', START + i * 5000));

  it('fires at fifteen wrong passwords and is worse when the right one follows', () => {
    const bench = new Bench();
    expect(bench.run(run(20), id)[0]?.severity).toBe('low');
    const [entered] = bench.run([signIn({ ip: '45.9.9.9' }, START + 10 * MINUTE)], id);
    expect(entered?.severity).toBe('medium');
    expect(entered?.evidence[0]?.role).toBe('compromised');
  });

  it('is quiet for mistyping and for an old password on a telephone at home', () => {
    const bench = new Bench();
    expect(bench.run([...run(6), signIn({ ip: '45.9.9.9' }, START + HOUR / 2)], id)).toEqual([]);
    const home = new Bench();
    home.run(ordinary());
    const stale = Array.from({ length: 40 }, (_, i) => fail('ann', LATER + i * MINUTE, '203.0.113.7'));
    expect(home.run(stale, id)).toEqual([]);
  });
});

describe('address that tries disabled accounts', () => {
  const id = 'identity.disabled-account-address';
  const refused = (time: number) =>
    signIn(
      { success: false, failure: 'disabled', errorCode: 50057, ip: '175.45.176.99', geo: LAGOS },
      time,
      person('john'),
    );
  const entered = (time: number) => signIn({ ip: '175.45.176.99', geo: LAGOS }, time, person('adele'));

  it('pairs them in either order with the same key, and remembers a stubborn address for days', () => {
    const a = new Bench().run([refused(START), entered(START + HOUR)], id);
    const b = new Bench().run([entered(START + HOUR), refused(START)], id);
    expect(a.map((s) => s.key)).toEqual(b.map((s) => s.key));
    expect(a[0]?.evidence.map((e) => e.role)).toEqual(['compromised', 'attacker', 'attacked']);
    const four = [0, 1, 2, 3].map((i) => refused(START + i * MINUTE));
    expect(new Bench().run([...four, entered(START + 9 * DAY)], id)).toHaveLength(1);
  });

  it('is quiet after a single old try, for the account itself and in an office', () => {
    expect(new Bench().run([refused(START), entered(START + 9 * DAY)], id)).toEqual([]);
    expect(
      new Bench().run([refused(START), signIn({ ip: '175.45.176.99' }, START + HOUR, person('john'))], id),
    ).toEqual([]);
    const office = Array.from({ length: 7 }, (_, i) =>
      signIn({ ip: '175.45.176.99' }, START + i * MINUTE, person(`s${i}`)),
    );
    expect(new Bench().run([...office, refused(START + HOUR)], id)).toEqual([]);
  });
});

describe('MFA fatigue', () => {
  const id = 'identity.mfa-fatigue';
  const deny = (time: number) => signIn({ success: false, failure: 'mfaDenied' }, time);

  it('fires at five refusals, and high when one is accepted then', () => {
    const bench = new Bench();
    const five = bench.run(
      [0, 1, 2, 3, 4].map((i) => deny(START + i * MINUTE)),
      id,
    );
    expect(five.map((s) => s.severity)).toEqual(['medium']);
    expect(bench.run([signIn({ mfa: true }, START + 6 * MINUTE)], id)[0]?.severity).toBe('high');
  });

  it('is quiet for two refusals, and for five over a day', () => {
    expect(
      new Bench().run([deny(START), deny(START + MINUTE), signIn({ mfa: true }, START + 2 * MINUTE)], id),
    ).toEqual([]);
    expect(
      new Bench().run(
        [0, 1, 2, 3, 4].map((i) => deny(START + i * 4 * HOUR)),
        id,
      ),
    ).toEqual([]);
  });
});

describe('token replay', () => {
  const id = 'identity.token-replay';
  const run = (second: Partial<SignInFacts>, gap = 20 * MINUTE) =>
    new Bench().run(
      [
        signIn({ sessionId: 's1' }),
        signIn({ sessionId: 's1', mode: 'nonInteractive', ...second }, START + gap),
      ],
      id,
    );

  it('fires high on one session in two countries with another browser', () => {
    const [signal] = run(STRANGER);
    expect(signal).toMatchObject({ severity: 'high', risk: { type: 'anomalousToken' } });
    expect(signal?.evidence.find((e) => e.role === 'attacker')?.name).toBe('102.89.1.1');
  });

  it('is quiet for the same browser on another network, another session and a day later', () => {
    expect(run({ ip: '102.89.1.1', geo: LAGOS })).toEqual([]);
    expect(run({ ...STRANGER, sessionId: 's2' })).toEqual([]);
    expect(run(STRANGER, DAY)).toEqual([]);
  });
});

describe('what providers say', () => {
  it('passes a risk detection on, once, under the sign-in it is about', () => {
    const risk = (state: 'atRisk' | 'dismissed') =>
      eventOf(
        {
          kind: 'providerRisk',
          detectionId: 'd1',
          type: 'unfamiliarFeatures',
          level: 'high',
          state,
          detail: 'none',
          requestId: 'r1',
          activity: 'signin',
        },
        { actor: person('ann'), table: 'AADUserRiskEvents' },
      );
    const [signal] = new Bench().run([risk('atRisk')]);
    expect(signal).toMatchObject({
      key: 'identity.provider-risk:d1',
      repeatWindow: 0,
      facts: ['signin:r1'],
      risk: { level: 'high', signInId: 'r1' },
    });
    expect(new Bench().run([risk('dismissed')])).toEqual([]);
    const row = new Bench().run([
      signIn({
        requestId: 'r1',
        providerRiskLevel: 'high',
        providerRiskState: 'atRisk',
        providerRiskTypes: ['unfamiliarFeatures'],
      }),
    ]);
    expect(row[0]?.facts).toEqual(['signin:r1']);
    expect(new Bench().run([signIn({ providerRiskLevel: 'none' })])).toEqual([]);
  });

  it('passes an alert on with its own words, severity and evidence', () => {
    const [signal] = new Bench().run([
      eventOf(
        {
          kind: 'providerAlert',
          providerAlertId: 'a1',
          title: 'Suspicious PowerShell',
          description: 'd',
          severity: 'high',
          status: 'new',
          serviceSource: 'microsoftDefenderForEndpoint',
          detectionSource: 'microsoftDefenderForEndpoint',
          category: 'CommandAndControl',
          techniques: ['T1059.001'],
          firstActivity: START,
          lastActivity: START + HOUR,
          evidence: [
            {
              type: 'mailbox',
              ids: [{ kind: 'mailboxAddress', value: 'ann@contoso.com' }],
              name: 'ann@contoso.com',
              role: 'attacked',
              verdict: 'unknown',
            },
          ],
        },
        { table: 'SecurityAlert' },
      ),
    ]);
    // The person behind the mailbox stands beside it, so that identity detections meet the alert.
    expect(signal?.evidence.map((e) => `${e.role} ${e.type} ${e.ids[0]?.kind}`)).toEqual([
      'attacked mailbox mailboxAddress',
      'attacked account upn',
    ]);
    expect(signal).toMatchObject({
      key: 'provider.alert:microsoftDefenderForEndpoint:a1',
      repeatWindow: 0,
      title: 'Suspicious PowerShell',
      tactic: 'CommandAndControl',
      domain: 'endpoint',
      provider: { alertId: 'a1', status: 'new' },
    });
  });
});
