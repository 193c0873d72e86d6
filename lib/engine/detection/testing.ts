import type { Signal } from '@/lib/domain/alert';
import type { EntityMention } from '@/lib/domain/entity';
import type { CanonicalEvent, EventFacts } from '@/lib/domain/event';
import type { SignInFacts } from '@/lib/domain/facts/identity';
import type { GeoLocation } from '@/lib/domain/facts/location';
import type { TableName } from '@/lib/domain/tables';
import { addStateKeys, detect, stateLifetime } from './index';
import { DEFAULT_DETECTION_SETTINGS } from './settings';
import type { DetectionSettings, ResolvedEvent, StateStore } from './types';

/** State in memory that goes through JSON at every write, as the database does, and refuses undeclared keys. */
class MemoryState implements StateStore {
  readonly values = new Map<string, string>();
  allowed: ReadonlySet<string> = new Set();

  read<T>(key: string): T | undefined {
    if (!this.allowed.has(key)) throw new Error(`state key ${key} was not declared`);
    const text = this.values.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  write<T>(key: string, value: T): void {
    if (!this.allowed.has(key)) throw new Error(`state key ${key} was not declared`);
    stateLifetime(key);
    this.values.set(key, JSON.stringify(value));
  }
}

let rows = 0;
export const START = Date.UTC(2026, 0, 5, 8);

export const person = (name: string): EntityMention => ({
  type: 'account',
  ids: [{ kind: 'upn', value: `${name}@contoso.com` }],
  name: `${name}@contoso.com`,
});

export const machine = (name: string): EntityMention => ({
  type: 'host',
  ids: [{ kind: 'fqdn', value: `${name}.contoso.com` }],
  name: `${name}.contoso.com`,
});

export interface EventOptions {
  readonly time?: number;
  readonly actor?: EntityMention;
  readonly host?: EntityMention;
  readonly target?: EntityMention;
  readonly table?: TableName;
}

/** An event whose entities are resolved by their first identifier. */
export function eventOf(facts: EventFacts, options: EventOptions = {}): ResolvedEvent {
  rows += 1;
  const { time = START, actor, host, target, table = 'SigninLogs' } = options;
  const event: CanonicalEvent = {
    rowId: `test:${rows}`,
    table,
    time,
    ...(actor ? { actor } : {}),
    ...(host ? { host } : {}),
    ...(target ? { target } : {}),
    facts,
  };
  const id = (mention: EntityMention | undefined): string | undefined => mention?.ids[0]?.value;
  return {
    event,
    ...(id(actor) ? { actorId: `e:${id(actor)}` } : {}),
    ...(id(host) ? { hostId: `e:${id(host)}` } : {}),
    ...(id(target) ? { targetId: `e:${id(target)}` } : {}),
  };
}

/** A small tenant: events in, signals out, state kept. */
export class Bench {
  readonly state = new MemoryState();
  settings: DetectionSettings;

  constructor(settings: Partial<DetectionSettings> = {}) {
    this.settings = { ...DEFAULT_DETECTION_SETTINGS, ...settings };
  }

  send(event: ResolvedEvent): readonly Signal[] {
    const allowed = new Set<string>();
    addStateKeys(event, allowed);
    this.state.allowed = allowed;
    return detect(event, { state: this.state, settings: this.settings, now: event.event.time });
  }

  /** Sends events and returns the signals of one detector, or of all. */
  run(events: readonly ResolvedEvent[], detectorId?: string): readonly Signal[] {
    return events.flatMap((e) => this.send(e)).filter((s) => !detectorId || s.detectorId === detectorId);
  }
}

export const BERLIN: GeoLocation = {
  country: 'DE',
  city: 'Berlin',
  latitude: 52.52,
  longitude: 13.4,
  asn: 3320,
};
export const LAGOS: GeoLocation = {
  country: 'NG',
  city: 'Lagos',
  latitude: 6.45,
  longitude: 3.39,
  asn: 37148,
};
export const NEW_YORK: GeoLocation = {
  country: 'US',
  city: 'New York',
  latitude: 40.71,
  longitude: -74.0,
  asn: 7922,
};

/** A successful interactive sign-in of Ann from her desk in Berlin, with changes. */
export function signIn(
  changes: Partial<SignInFacts> = {},
  time = START,
  who: EntityMention = person('ann'),
): ResolvedEvent {
  const facts: SignInFacts = {
    kind: 'signIn',
    mode: 'interactive',
    success: true,
    requestId: `req-${rows + 1}`,
    ip: '198.51.100.10',
    geo: BERLIN,
    app: 'Office 365',
    clientApp: 'Browser',
    userAgent: 'Mozilla/5.0 (Windows NT 10.0) Edg/120',
    browser: 'Edge 120',
    os: 'Windows 11',
    ...changes,
  };
  return eventOf(facts, { time, actor: who });
}
