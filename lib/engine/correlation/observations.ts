import { dayNumber } from '@/lib/core/time';
import type { EntityType } from '@/lib/domain/entity';
import type { EventFacts, EventKind } from '@/lib/domain/event';
import type { ProcessInfo } from '@/lib/domain/facts/endpoint';
import type { KeySink, ResolvedEvent } from '../detection/types';
import { prevalenceKey } from './prevalence';

/** One contact of an entity with an account or a host, for `observe`. */
export interface Observation {
  readonly key: string;
  /** Short name of the account or host: 32 bits of its entity id are enough to tell 64 apart. */
  readonly counterpart: string;
  readonly day: number;
}

/** Takes one contact down: the entity by type and value, and the id of the account or host that it touched. */
type Add = (type: EntityType, value: string | undefined, by: string | undefined) => void;
type Who = Pick<ResolvedEvent, 'actorId' | 'hostId' | 'targetId'>;
type Reader<K extends EventKind> = (facts: Extract<EventFacts, { kind: K }>, who: Who, add: Add) => void;

function image(process: ProcessInfo | undefined, hostId: string | undefined, add: Add): void {
  if (process === undefined) return;
  add('process', process.fileName.toLowerCase(), hostId);
  add('fileHash', process.sha256?.toLowerCase(), hostId);
}

/** An account that works on others' objects: helpdesk, synchronisation, mail archiving. */
function worksOn({ actorId, targetId }: Who, add: Add): void {
  if (targetId !== actorId) add('account', actorId, targetId);
}

const READERS: { readonly [K in EventKind]?: Reader<K> } = {
  signIn: (facts, { actorId }, add) => {
    if (!facts.success) return;
    add('ip', facts.ip, actorId);
    add('cloudApplication', facts.appId ?? facts.app?.toLowerCase(), actorId);
    add('oauthApplication', facts.appId, actorId);
  },
  logon: (facts, { actorId, hostId }, add) => {
    if (!facts.success) return;
    add('ip', facts.ip, actorId);
    add('account', actorId, hostId);
    add('host', hostId, actorId);
  },
  cloudActivity: (facts, who, add) => {
    if (!facts.success) return;
    add('ip', facts.ip, who.actorId);
    add('oauthApplication', facts.appId, who.actorId);
    worksOn(who, add);
  },
  directoryChange: (facts, who, add) => {
    if (facts.success) worksOn(who, add);
  },
  cloudControl: (facts, { actorId }, add) => {
    if (facts.success) add('ip', facts.ip, actorId);
  },
  apiCall: (facts, { actorId }, add) => {
    add('ip', facts.ip, actorId);
    add('oauthApplication', facts.appId, actorId);
  },
  process: (facts, { actorId, hostId }, add) => {
    image(facts.process, hostId, add);
    add('account', actorId, hostId);
  },
  network: (facts, { hostId }, add) => {
    add('ip', facts.remoteIp, hostId);
    image(facts.process, hostId, add);
  },
  dns: (facts, { hostId }, add) => add('domain', facts.name.toLowerCase(), hostId),
  file: (facts, { hostId }, add) => {
    add('process', facts.fileName.toLowerCase(), hostId);
    add('fileHash', facts.sha256?.toLowerCase(), hostId);
  },
  imageLoad: (facts, { hostId }, add) => image(facts.image, hostId, add),
  mail: (facts, { targetId }, add) => {
    add('domain', facts.senderDomain?.toLowerCase(), targetId);
    add('ip', facts.senderIp, targetId);
  },
};

/**
 * What ordinary telemetry says of how common things are. Only what succeeded counts: an address that was refused by a
 * thousand accounts touched none of them, so a spray does not make its own address a hub. Provider alerts and risk
 * rows give nothing: prevalence is never measured from alerts.
 */
export function observations(resolved: ResolvedEvent): readonly Observation[] {
  const day = dayNumber(resolved.event.time);
  const found: Observation[] = [];
  eachContact(resolved, (type, value, by) => {
    if (value && by) found.push({ key: prevalenceKey(type, value), counterpart: by.slice(0, 8), day });
  });
  return found;
}

/** Adds the state keys of an event's contacts: as `observations`, of which only the keys are wanted. */
export function addObservationKeys(resolved: ResolvedEvent, keys: KeySink): void {
  eachContact(resolved, (type, value, by) => {
    if (value && by) keys.add(prevalenceKey(type, value));
  });
}

function eachContact(resolved: ResolvedEvent, add: Add): void {
  const { facts } = resolved.event;
  // The table is keyed by the kind of the facts, which TypeScript cannot follow through an index.
  const read = READERS[facts.kind] as Reader<EventKind> | undefined;
  read?.(facts, resolved, add);
}
