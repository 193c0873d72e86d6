import { accountNamed, deviceOf, world } from './company';
import { Rng } from './core/random';
import type { DemoChunk, DemoTable, Emit, Row } from './core/tables';
import { HOUR, MINUTE } from './core/time';
import { hourStart, Life } from './life';
import { STREAM } from './life/plan';
import { pushUntilAccepted } from './stories/cloud-takeover';
import { stealSession } from './stories/fraud';
import { runLoader } from './stories/ransomware';
import { sprayAccounts } from './stories/spray';
import { CAST_ACCOUNTS } from './world/cast';
import { address, type PlaceName } from './world/places';
import { AZURE_PORTAL } from './world/services';

/** Keeps the rows of the stream apart from those of a history told for the same hours. */
const LIVE_SALT = 0x6c697665;
/** Routine rows per hour against the history's: enough for a portal to look alive. */
const LIVE_VOLUME = 5;
/** One attack in each such slot, somewhere in its first half. */
const SLOT = 70 * MINUTE;

interface Timed {
  readonly table: DemoTable;
  readonly time: number;
  readonly row: Row;
}

const LIVES = new Map<number, Life>();
const HOURS = new Map<string, readonly Timed[]>();

/** The rows of one hour; the latest few hours are remembered, because a stream asks for seconds of them at a time. */
function hourRows(seed: number, start: number): readonly Timed[] {
  const key = `${seed}:${start}`;
  const known = HOURS.get(key);
  if (known) return known;
  const life = LIVES.get(seed) ?? new Life({ seed, salt: LIVE_SALT, volume: LIVE_VOLUME });
  LIVES.set(seed, life);
  const rows: Timed[] = [];
  life.tell(start, (table, time, row) => rows.push({ table, time, row }));
  rows.sort((a, b) => a.time - b.time);
  HOURS.set(key, rows);
  if (HOURS.size > 4) HOURS.delete(HOURS.keys().next().value ?? '');
  return rows;
}

type Variant = (rng: Rng, emit: Emit, t: number) => void;

const ABROAD: readonly PlaceName[] = [
  'hanoi',
  'istanbul',
  'kyiv',
  'casablanca',
  'cairo',
  'karachi',
  'mumbai',
];
const bystander = (rng: Rng) =>
  rng.pick(world().employees.filter((p) => !CAST_ACCOUNTS.has(p.sam) && deviceOf(p).kind === 'workstation'));

/** Stories in short, on somebody new each time. */
const VARIANTS: readonly Variant[] = [
  (rng, emit, t) => {
    const victim = bystander(rng);
    const domain = `secure-${rng.hex(6)}.example`;
    stealSession({ rng, emit }, t, {
      victim,
      sender: `notice@${domain}`,
      senderNet: address('ovh', 1, rng.int(2, 250)),
      page: `https://login.${domain}/s/${rng.hex(6)}`,
      proxy: address('digitalOcean', 0, rng.int(2, 250)),
      thief: address(rng.pick(ABROAD), rng.int(0, 3), rng.int(2, 250)),
      subject: 'Document waiting for your signature',
    });
  },
  (rng, emit, t) => {
    const victim = bystander(rng);
    const tried = world().employees.filter((p) => p !== victim && rng.chance(0.07));
    sprayAccounts(rng, emit, t, address('cdn77', rng.int(0, 4), rng.int(2, 250)), tried.slice(0, 16), victim);
  },
  (rng, emit, t) => {
    const victim = bystander(rng);
    const domain = `freight-${rng.hex(6)}.example`;
    runLoader(rng, emit, t, {
      victim,
      device: deviceOf(victim),
      sender: `despatch@${domain}`,
      senderNet: address('saoPaulo', 0, rng.int(2, 250)),
      command: address('hetzner', 0, rng.int(2, 250)),
      host: `cdn.${domain}`,
      file: `Delivery note ${rng.int(10_000, 99_999)}.js`,
    });
  },
  (rng, emit, t) => {
    const admin = accountNamed(rng.pick(['cadm.ramsden', 'cadm.reimers']));
    pushUntilAccepted(
      rng,
      emit,
      t,
      admin,
      address(rng.pick(ABROAD), rng.int(0, 3), rng.int(2, 250)),
      AZURE_PORTAL,
    );
  },
];

function slotRows(seed: number, slot: number): readonly Timed[] {
  const rng = new Rng(seed, STREAM.variant, slot & 0xffff, slot);
  const rows: Timed[] = [];
  const start = slot * SLOT + rng.int(0, SLOT / 2);
  rng.pick(VARIANTS)(rng, (table, time, row) => rows.push({ table, time, row }), start);
  return rows;
}

/** How long after its beginning a variant may still send rows. */
const LONGEST_VARIANT = 4 * HOUR;

/**
 * What the company does after its history: rows with `fromMs` < time ≤ `toMs`, table by table in the order of time, at
 * a rate of half a row to two rows a second, with a short attack about every 70 minutes. A function of the seed and
 * the interval: cut into pieces it gives the same rows.
 */
export function liveEvents(state: { readonly seed: number }, fromMs: number, toMs: number): DemoChunk[] {
  const found: Timed[] = [];
  const take = (rows: readonly Timed[]): void => {
    for (const row of rows) if (row.time > fromMs && row.time <= toMs) found.push(row);
  };
  // Rows of an hour may happen up to an hour after it.
  for (let hour = hourStart(fromMs) - HOUR; hour <= toMs; hour += HOUR) take(hourRows(state.seed, hour));
  for (let slot = Math.floor((fromMs - LONGEST_VARIANT) / SLOT); slot * SLOT <= toMs; slot++)
    take(slotRows(state.seed, slot));
  const byTable = new Map<DemoTable, Row[]>();
  for (const { table, row } of found.sort((a, b) => a.time - b.time)) {
    const rows = byTable.get(table);
    if (rows) rows.push(row);
    else byTable.set(table, [row]);
  }
  return [...byTable].map(([table, rows]) => ({ table, rows }));
}
