import { accountNamed, world } from '../company';

import { HOUR, MINUTE, SECOND } from '../core/time';
import { app, deskClient } from '../life/sign-ins';
import { cmdletRow, mailActRow, messageId } from '../rows/cloud';
import { clickRow, removalRow, sendMail } from '../rows/mail';
import { type Client, signInRow, tokenRow } from '../rows/sign-in';
import { CAST } from '../world/cast';
import { address, type Net } from '../world/places';
import type { Person } from '../world/types';
import type { Stage, Story } from './story';

/** The parts of a phish that takes a session; a live variant tells the same with others. */
export interface SessionTheft {
  readonly victim: Person;
  readonly sender: string;
  readonly senderNet: Net;
  readonly page: string;
  readonly proxy: Net;
  readonly thief: Net;
  readonly subject: string;
}

const THIEF_CLIENT: Client = {
  browser: 'Firefox 133.0',
  os: 'Linux',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
  clientApp: 'Browser',
};

/**
 * Phish, click, and a sign-in through the adversary's proxy whose session appears elsewhere minutes later.
 * @returns the stolen session
 */
export function stealSession(
  { rng, emit }: Pick<Stage, 'rng' | 'emit'>,
  t: number,
  theft: SessionTheft,
): string {
  const { victim } = theft;
  const { id, internetId } = sendMail(
    rng,
    t,
    {
      from: { address: theft.sender, display: 'Document Exchange' },
      to: [victim],
      subject: theft.subject,
      net: theft.senderNet,
      urls: [theft.page],
      firstContact: true,
      authentication: { SPF: 'pass', DKIM: 'pass', DMARC: 'pass', CompAuth: 'pass' },
    },
    emit,
  );
  const click = t + 11 * MINUTE;
  emit(
    'UrlClickEvents',
    click,
    clickRow(rng, click, {
      person: victim,
      net: world().offices[victim.office]?.egress ?? victim.home,
      url: theft.page,
      messageId: id,
    }),
  );
  const sessionId = rng.guid();
  const base = { person: victim, app: app(world(), 'OfficeHome'), sessionId };
  const own = { ...deskClient(world(), victim), managed: undefined };
  const { managed: _managed, ...unmanaged } = own;
  const signIn = click + 70 * SECOND;
  emit(
    'SigninLogs',
    signIn,
    signInRow(rng, signIn, { ...base, net: theft.proxy, client: unmanaged, mfa: true }),
  );
  const replay = signIn + 17 * MINUTE;
  emit(
    'SigninLogs',
    replay,
    signInRow(rng, replay, {
      ...base,
      app: app(world(), 'One Outlook Web'),
      net: theft.thief,
      client: THIEF_CLIENT,
    }),
  );
  for (let i = 1; i < 5; i++) {
    const time = replay + i * rng.int(4, 9) * MINUTE;
    emit(
      'AADNonInteractiveUserSignInLogs',
      time,
      tokenRow(rng, time, {
        ...base,
        app: app(world(), 'One Outlook Web'),
        net: theft.thief,
        client: THIEF_CLIENT,
      }),
    );
  }
  const zap = t + 3 * HOUR;
  emit('EmailPostDeliveryEvents', zap, removalRow(rng, zap, id, internetId, theft.sender, victim, 'Phish'));
  return sessionId;
}

const cast = CAST.fraud;
const THIEF = address('lagos', 0, 91);
const THEFT = (): SessionTheft => ({
  victim: accountNamed(cast.victim),
  sender: 'exchange@docs-westerholt.example',
  senderNet: address('digitalOcean', 3, 31),
  page: 'https://login.docs-westerholt.example/s/7f2c91',
  proxy: address('digitalOcean', 5, 88),
  thief: THIEF,
  subject: 'Westerholt Bank: account documents for signature',
});

/** The thief reads what is said about payments and hides the answers. */
function hide({ rng, emit }: Stage, t: number, sessionId: string): void {
  const victim = accountNamed(cast.victim);
  const by = { person: victim, net: THIEF, userAgent: THIEF_CLIENT.userAgent, sessionId };
  for (let i = 0; i < 9; i++) {
    const time = t + i * rng.int(2, 6) * MINUTE;
    emit(
      'OfficeActivity',
      time,
      mailActRow(rng, time, {
        ...by,
        operation: 'MailItemsAccessed',
        client: 'Client=OWA;Action=ViaProxy',
        appId: '9199bf20-a13f-4107-85dc-02114787ef48',
        items: Array.from({ length: rng.int(4, 14) }, () => messageId(rng)),
      }),
    );
  }
  const rule = t + 50 * MINUTE;
  emit(
    'OfficeActivity',
    rule,
    cmdletRow(rng, rule, by, 'New-InboxRule', `${victim.sam}\\..`, {
      Name: '..',
      SubjectOrBodyContainsWords: 'invoice;payment;iban;brackenbay',
      MoveToFolder: 'RSS Feeds',
      MarkAsRead: 'True',
      StopProcessingRules: 'True',
    }),
  );
}

/** Two days later: a colleague is asked to pay a supplier into a new account. */
function ask({ rng, at, emit }: Stage): void {
  const victim = accountNamed(cast.victim);
  const colleague = accountNamed(cast.colleague);
  const t = at(7, 1, 9, 40);
  const by = { person: victim, net: THIEF, userAgent: THIEF_CLIENT.userAgent };
  const subject = 'Brackenbay Castings: changed bank details for invoice 88213';
  for (let i = 0; i < 4; i++) {
    const time = t + i * rng.int(50, 80) * MINUTE;
    const thread = i === 0 ? subject : `RE: ${subject}`;
    if (i % 2 === 0) {
      sendMail(
        rng,
        time,
        {
          from: { address: victim.upn, display: victim.display, person: victim },
          to: [colleague],
          subject: thread,
          attachments: i === 0 ? [{ name: 'Brackenbay bank letter.pdf', type: 'PDF', size: 92_114 }] : [],
        },
        emit,
      );
      emit(
        'OfficeActivity',
        time + 5_000,
        mailActRow(rng, time + 5_000, {
          ...by,
          operation: 'Send',
          client: 'Client=OWA;Action=ViaProxy',
          items: [messageId(rng)],
          subject: thread,
          folder: '\\Sent Items',
        }),
      );
    } else {
      sendMail(
        rng,
        time,
        {
          from: { address: colleague.upn, display: colleague.display, person: colleague },
          to: [victim],
          subject: thread,
        },
        emit,
      );
      emit(
        'OfficeActivity',
        time + 8 * MINUTE,
        mailActRow(rng, time + 8 * MINUTE, {
          ...by,
          operation: 'HardDelete',
          client: 'Client=OWA;Action=ViaProxy',
          items: [messageId(rng)],
          subject: thread,
          folder: '\\RSS Feeds',
        }),
      );
    }
  }
}

export const fraud: Story = {
  id: 'payment-fraud',
  title: 'Session stolen by a phishing page, answers hidden by a rule, payment redirected',
  accounts: [`${cast.victim}@larkfield.example`],
  hosts: [],
  addresses: [THIEF.ip, address('digitalOcean', 5, 88).ip, address('digitalOcean', 3, 31).ip],
  domains: ['email', 'identity', 'cloudApp'],
  techniques: ['T1566.002', 'T1557', 'T1539', 'T1550.004', 'T1114.002', 'T1564.008', 'T1534', 'T1657'],
  from: 11,
  to: 7,
  tell(stage) {
    const t = stage.at(9, 1, 9, 18);
    const sessionId = stealSession(stage, t, THEFT());
    hide(stage, t + 40 * MINUTE, sessionId);
    ask(stage);
  },
};
