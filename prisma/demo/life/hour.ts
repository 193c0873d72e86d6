import type { Rng } from '../core/random';
import type { Emit } from '../core/tables';
import { HOUR } from '../core/time';
import type { Person, World } from '../world/types';
import type { DayPlan, Plans } from './plan';

/** One hour of the company, from `start` (epoch ms, a full hour). */
export interface Hour {
  readonly world: World;
  readonly seed: number;
  readonly start: number;
  readonly plans: Plans;
  readonly emit: Emit;
  /** How many times the usual number of routine rows: the live stream shows more of them than the history keeps. */
  readonly volume: number;
}

/** One person in one hour. */
export interface Moment extends Hour {
  readonly rng: Rng;
  readonly person: Person;
  readonly plan: DayPlan;
  /** 0 asleep, 1 at the desk. */
  readonly busy: number;
}

export const within = (hour: Hour, rng: Rng): number => hour.start + Math.floor(rng.next() * (HOUR - 60_000));
/** The number of the hour since the epoch: names random streams. */
export const hourNumber = (hour: Hour): number => Math.floor(hour.start / HOUR);
