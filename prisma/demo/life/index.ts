import { world } from '../company';
import { Rng } from '../core/random';
import type { Emit } from '../core/tables';
import { HOUR, localTime } from '../core/time';
import { tokenRow } from '../rows/sign-in';
import { OFFICES } from '../world/types';
import { falseAlarms } from './alarms';
import { directory } from './directory';
import { workstation } from './endpoint';
import { type Hour, hourNumber } from './hour';
import { infrastructure } from './infrastructure';
import { internet } from './internet';
import { census, inventory } from './inventory';
import { bulkMail, correspondence } from './mail';
import { officeWork } from './office';
import { busyness, Plans, STREAM } from './plan';
import { serverRoom } from './servers';
import { app, deskClient, signIns } from './sign-ins';

/** What ordinary life is told with. `volume` scales routine rows only, never the rates of what detectors count. */
export interface LifeOptions {
  readonly seed: number;
  /** Salt of the random numbers of events; plans of the day depend on `seed` alone. */
  readonly salt: number;
  readonly volume: number;
}

/** Tells ordinary life hour by hour. Any hour can be told without the ones before it. */
export class Life {
  private readonly plans: Plans;
  private readonly options: LifeOptions;

  constructor(options: LifeOptions) {
    this.options = options;
    const company = world();
    this.plans = new Plans(options.seed, (office) => {
      const found = company.offices[office];
      if (!found) throw new RangeError(`no office ${office}`);
      return found.egress;
    });
  }

  private hour(start: number, emit: Emit): Hour {
    return {
      world: world(),
      seed: this.options.seed ^ this.options.salt,
      start,
      plans: this.plans,
      emit,
      volume: this.options.volume,
    };
  }

  /** All rows of the hour that begins at `start`; a few happen up to an hour later. */
  tell(start: number, emit: Emit): void {
    const hour = this.hour(start, emit);
    this.people(hour);
    serverRoom(hour);
    bulkMail(hour);
    const headquarters = localTime(start, OFFICES[0].offset);
    directory(hour, headquarters);
    infrastructure(hour, headquarters.hour);
    inventory(hour);
    internet(hour);
    falseAlarms(hour);
  }

  /** Everybody and every machine introduced once. */
  introduce(start: number, emit: Emit): void {
    census(this.hour(start, emit));
  }

  /** The last row of a history: somebody's mail program fetches a new token at that very moment. */
  close(anchor: number, emit: Emit): void {
    const [person] = world().employees;
    if (!person) return;
    const plan = this.plans.of(person, localTime(anchor, OFFICES[0].offset).day);
    const rng = new Rng(this.options.seed, STREAM.person, 9_999, Math.floor(anchor / HOUR));
    const client = deskClient(world(), person);
    emit(
      'AADNonInteractiveUserSignInLogs',
      anchor,
      tokenRow(rng, anchor, {
        person,
        net: plan.net,
        app: app(world(), 'Microsoft Office'),
        client,
        sessionId: plan.deskSession,
      }),
    );
  }

  private people(hour: Hour): void {
    for (const person of hour.world.employees) {
      const offset = OFFICES[person.office]?.offset ?? 0;
      const plan = this.plans.of(person, localTime(hour.start, offset).day);
      const local = localTime(hour.start, plan.offset).hour;
      const busy = busyness(plan, local);
      if (busy === 0) continue;
      const rng = new Rng(hour.seed, STREAM.person, person.index, hourNumber(hour));
      const moment = { ...hour, rng, person, plan, busy };
      signIns(moment);
      officeWork(moment);
      correspondence(moment);
      if (plan.works && busy >= 0.4) workstation(moment, local === plan.starts);
    }
  }
}

/** The full hour in which a moment lies. */
export const hourStart = (ms: number): number => Math.floor(ms / HOUR) * HOUR;
