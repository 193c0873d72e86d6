import { guidOf, Rng } from '../core/random';
import { DAY, MINUTE } from '../core/time';
import { clickRow, type Mail, removalRow, sendMail } from '../rows/mail';
import { CAST_ACCOUNTS } from '../world/cast';
import { address } from '../world/places';
import type { Person } from '../world/types';
import { type Hour, hourNumber, type Moment, within } from './hour';
import { fileName } from './office';
import { STREAM } from './plan';

const SUBJECTS = [
  'Order',
  'Delivery date',
  'Quotation',
  'Calibration slot',
  'Drawing release',
  'Meeting notes',
  'Question on invoice',
  'Spare parts',
  'Holiday cover',
  'Audit findings',
  'Firmware build',
  'Visit next week',
] as const;

const subject = (rng: Rng): string =>
  `${rng.chance(0.4) ? 'RE: ' : ''}${rng.pick(SUBJECTS)} ${rng.int(1_000, 9_999)}`;

const attachments = (rng: Rng, chance: number): Mail['attachments'] =>
  rng.chance(chance)
    ? [{ name: fileName(rng), type: 'Office;Document', size: rng.int(20_000, 3_000_000) }]
    : [];

/** Mail that one person writes, and gets from partners and colleagues, in one hour. */
export function correspondence(m: Moment): void {
  const { rng, person, world } = m;
  for (let n = rng.count(m.busy * 0.26); n > 0; n--) {
    const time = within(m, rng);
    const inside = rng.chance(0.65);
    const to = inside
      ? Array.from(
          {
            length: rng.weighted([
              [1, 6],
              [2, 2],
              [4, 1],
            ]),
          },
          () => rng.pick(world.employees),
        )
      : [rng.pick(rng.pick(world.partners).contacts)];
    sendMail(
      rng,
      time,
      {
        from: { address: person.upn, display: person.display, person },
        to: [...new Set<Person | string>(to)],
        subject: subject(rng),
        attachments: attachments(rng, 0.2),
        urls: rng.chance(0.25) ? [`https://larkfield.sharepoint.example/:w:/s/Projects/${rng.hex(20)}`] : [],
      },
      m.emit,
    );
  }
  for (let n = rng.count(m.busy * 0.2); n > 0; n--) {
    const time = within(m, rng);
    const partner = rng.pick(world.partners);
    const from = rng.pick(partner.contacts);
    const url = rng.chance(0.35) ? `https://portal.${partner.domain}/doc/${rng.hex(10)}` : undefined;
    const { id } = sendMail(
      rng,
      time,
      {
        from: { address: from, display: partner.name },
        to: [person],
        subject: subject(rng),
        net: partner.net,
        urls: url ? [url] : [],
        attachments: attachments(rng, 0.3),
      },
      m.emit,
    );
    if (!url || !rng.chance(0.45)) continue;
    const at = time + rng.int(1, 20) * MINUTE;
    m.emit('UrlClickEvents', at, clickRow(rng, at, { person, net: m.plan.net, url, messageId: id }));
  }
}

const NEWSLETTERS = [
  ['digest@sensor-weekly.example', 'Sensor Weekly'],
  ['news@harbour-systems.example', 'Harbour Systems'],
  ['offers@meridian-travel.example', 'Meridian Travel'],
  ['events@northern-optics-fair.example', 'Northern Optics Fair'],
] as const;
const SPAM_SUBJECTS = [
  'Your parcel is waiting',
  'Last chance: loan approved',
  'Hi, are you there?',
  'Improve your ranking',
  'Invoice overdue',
  'Voice message received',
] as const;

/** Mail to many and mail that nobody asked for: newsletters, spam in quarantine, phish that was blocked or removed. */
export function bulkMail(hour: Hour): void {
  const rng = new Rng(hour.seed, STREAM.mail, 0, hourNumber(hour));
  const { world } = hour;
  if (new Date(hour.start).getUTCHours() === 6) newsletter(hour, rng);
  for (let n = rng.count(1.6); n > 0; n--) {
    const time = within(hour, rng);
    const sender = `${rng.pick(['info', 'admin', 'no-reply', 'promo'])}@${guidOf(`spam ${rng.int(1, 400)}`).slice(0, 8)}.example`;
    const phish = rng.chance(0.2);
    const mail: Mail = {
      from: { address: sender, display: rng.pick(['Parcel Desk', 'Support Team', 'Billing', 'Voicemail']) },
      to: [rng.pick(world.employees)],
      subject: rng.pick(SPAM_SUBJECTS),
      net: address(
        rng.pick(['hanoi', 'saoPaulo', 'mumbai', 'karachi'] as const),
        rng.int(0, 3),
        rng.int(2, 250),
      ),
      urls: [`https://${sender.split('@')[1] ?? 'x.example'}/${rng.hex(6)}`],
      threats: phish ? 'Phish' : 'Spam',
      confidence: 'High',
      delivery: phish || rng.chance(0.6) ? 'Blocked' : 'Junked',
      authentication: { SPF: 'fail', DKIM: 'none', DMARC: 'fail', CompAuth: 'fail' },
      firstContact: true,
    };
    sendMail(rng, time, mail, hour.emit);
  }
  if (rng.chance(0.02)) removed(hour, rng);
}

function newsletter(hour: Hour, rng: Rng): void {
  if (Math.floor(hour.start / DAY) % 2 === 0) return;
  const [from, display] = rng.pick(NEWSLETTERS);
  const to = hour.world.employees.filter(() => rng.chance(0.22));
  const url = `https://${from.split('@')[1] ?? ''}/issue/${Math.floor(hour.start / DAY)}`;
  const time = within(hour, rng);
  sendMail(
    rng,
    time,
    {
      from: { address: from, display, envelope: `bounce-${rng.hex(6)}@${from.split('@')[1] ?? ''}` },
      to,
      subject: `${display}: this week`,
      net: address('amazon', 1, 90),
      urls: [url],
      bulk: 6,
    },
    hour.emit,
  );
}

/** A phish that reached two mailboxes, was recognised minutes later and taken out again before anybody clicked. */
function removed(hour: Hour, rng: Rng): void {
  const time = within(hour, rng);
  const from = `accounts@${guidOf(`phish ${hourNumber(hour)}`).slice(0, 8)}-billing.example`;
  const to = [rng.pick(hour.world.employees), rng.pick(hour.world.employees)].filter(
    (p) => !CAST_ACCOUNTS.has(p.sam),
  );
  const mail: Mail = {
    from: { address: from, display: 'Accounts' },
    to: [...new Set(to)],
    subject: 'Statement of account',
    net: address('ovh', 2, rng.int(2, 250)),
    urls: [`https://${from.split('@')[1] ?? ''}/view`],
    firstContact: true,
  };
  const { id, internetId } = sendMail(rng, time, mail, hour.emit);
  const at = time + rng.int(3, 14) * MINUTE;
  for (const p of new Set(to))
    hour.emit('EmailPostDeliveryEvents', at, removalRow(rng, at, id, internetId, from, p, 'Phish'));
}
