import { Rng } from '../core/random';
import { DAY, HOUR, MINUTE } from '../core/time';
import { deviceInfoRow, identityInfoRow } from '../rows/inventory';
import { type Hour, hourNumber } from './hour';
import { STREAM } from './plan';

const EVERY_DAYS = { people: 7, devices: 2 } as const;

/** Directory and sensor tell their state: everybody every week, every machine every second day, spread over the hours. */
export function inventory(hour: Hour): void {
  const rng = new Rng(hour.seed, STREAM.inventory, 0, hourNumber(hour));
  const day = Math.floor(hour.start / DAY);
  const hourOfDay = Math.floor((hour.start - day * DAY) / HOUR);
  const { world } = hour;
  for (const p of world.people) {
    if ((day + p.index) % EVERY_DAYS.people !== 0 || p.index % 24 !== hourOfDay) continue;
    const time = hour.start + rng.int(0, 50) * MINUTE;
    hour.emit('IdentityInfo', time, identityInfoRow(time, world, p));
  }
  for (const d of world.devices) {
    if ((day + d.index) % EVERY_DAYS.devices !== 0 || d.index % 24 !== hourOfDay) continue;
    const time = hour.start + rng.int(0, 55) * MINUTE;
    hour.emit(
      'DeviceInfo',
      time,
      deviceInfoRow(
        rng,
        time,
        world,
        d,
        world.people.find((p) => p.device === d.index),
      ),
    );
  }
}

/** What both say first, before anything happens: entity resolution and host roles start from it. */
export function census(hour: Hour): void {
  const rng = new Rng(hour.seed, STREAM.inventory, 1, hourNumber(hour));
  const { world } = hour;
  for (const p of world.people)
    hour.emit(
      'IdentityInfo',
      hour.start + p.index * 40,
      identityInfoRow(hour.start + p.index * 40, world, p),
    );
  for (const d of world.devices) {
    const time = hour.start + d.index * 50;
    hour.emit(
      'DeviceInfo',
      time,
      deviceInfoRow(
        rng,
        time,
        world,
        d,
        world.people.find((p) => p.device === d.index),
      ),
    );
  }
}
