import { accountNamed, deviceOf } from '../company';
import { MINUTE, SECOND } from '../core/time';
import { fileName } from '../life/office';
import { fileActRow, oneDrive } from '../rows/cloud';
import { deviceEventRow, fileRow, running } from '../rows/device';
import { clickRow, sendMail } from '../rows/mail';
import { CAST } from '../world/cast';
import { SHAREPOINT } from '../world/identity';
import type { Stage, Story } from './story';

const PRIVATE = 'e.greenwood.private@post.example';
const engineer = () => accountNamed(CAST.insider.engineer);
const PROJECTS = `${SHAREPOINT}/sites/Projects/`;
const ENGINEERING = `${SHAREPOINT}/sites/Engineering/`;

/** A job elsewhere: mail with a recruiter, three weeks before. */
function resignation({ rng, at, emit }: Stage): void {
  const who = engineer();
  const t = at(19, 1, 12, 25);
  sendMail(
    rng,
    t,
    {
      from: { address: 'hr@corvane-sensing.example', display: 'Corvane Sensing' },
      to: [who],
      subject: 'Your offer from Corvane Sensing',
      urls: ['https://careers.corvane-sensing.example/offer/5521'],
    },
    emit,
  );
  emit(
    'UrlClickEvents',
    t + 9 * MINUTE,
    clickRow(rng, t + 9 * MINUTE, {
      person: who,
      net: who.home,
      url: 'https://careers.corvane-sensing.example/offer/5521',
    }),
  );
}

/** Evenings at home: drawings and sources come down by the hundred. */
function take({ rng, at, emit }: Stage): void {
  const who = engineer();
  for (const [back, count, site] of [
    [6, 340, PROJECTS],
    [5, 420, ENGINEERING],
  ] as const) {
    let time = at(back, 1, 18, 35);
    for (let i = 0; i < count; i++) {
      time += rng.int(8, 17) * SECOND;
      emit(
        'OfficeActivity',
        time,
        fileActRow(rng, time, {
          person: who,
          net: who.home,
          userAgent: who.userAgent,
          operation: 'FileDownloaded',
          site,
          folder: `Shared Documents/${1_200 + (i % 40)}`,
          file: `${i} ${fileName(rng)}`,
        }),
      );
    }
  }
}

/** Out of the house: shared with a private address, copied to a stick. */
function carry({ rng, at, emit }: Stage): void {
  const who = engineer();
  const device = deviceOf(who);
  const t = at(4, 1, 19, 10);
  for (let i = 0; i < 18; i++) {
    const time = t + i * rng.int(60, 150) * SECOND;
    emit(
      'OfficeActivity',
      time,
      fileActRow(rng, time, {
        person: who,
        net: who.home,
        userAgent: who.userAgent,
        operation: 'SharingInvitationCreated',
        site: oneDrive(who),
        folder: 'Documents/Handover',
        file: fileName(rng),
        sharedWith: PRIVATE,
      }),
    );
  }
  const explorer = running(rng, 'explorer', who, t - 60 * MINUTE);
  emit(
    'DeviceEvents',
    t + 60 * MINUTE,
    deviceEventRow(rng, t + 60 * MINUTE, device, 'UsbDriveMounted', explorer, {
      DriveLetter: 'F:',
      ProductName: 'Portable SSD',
      SerialNumber: '7C31A0942E',
    }),
  );
  for (let i = 0; i < 120; i++) {
    const time = t + 62 * MINUTE + i * rng.int(2, 6) * SECOND;
    emit(
      'DeviceFileEvents',
      time,
      fileRow(rng, time, device, {
        action: 'FileCreated',
        folder: `F:\\handover\\${1_200 + (i % 40)}`,
        file: `${i} ${fileName(rng)}`,
        process: explorer,
      }),
    );
  }
}

/** And what is left behind is deleted. */
function erase({ rng, at, emit }: Stage): void {
  const who = engineer();
  let time = at(3, 1, 18, 4);
  for (let i = 0; i < 640; i++) {
    time += rng.int(5, 12) * SECOND;
    emit(
      'OfficeActivity',
      time,
      fileActRow(rng, time, {
        person: who,
        net: who.home,
        userAgent: who.userAgent,
        operation: 'FileDeleted',
        site: PROJECTS,
        folder: `Shared Documents/${1_200 + (i % 40)}`,
        file: `${i} ${fileName(rng)}`,
      }),
    );
  }
}

export const insider: Story = {
  id: 'leaving-engineer',
  title: 'An engineer who leaves takes the project files along and deletes them',
  accounts: [`${CAST.insider.engineer}@larkfield.example`],
  hosts: [],
  addresses: [],
  domains: ['cloudApp', 'endpoint'],
  techniques: ['T1530', 'T1213.002', 'T1567.002', 'T1052.001', 'T1485'],
  from: 21,
  to: 3,
  tell(stage) {
    resignation(stage);
    take(stage);
    carry(stage);
    erase(stage);
  },
};
