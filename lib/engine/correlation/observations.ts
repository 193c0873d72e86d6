import { dayNumber } from '@/lib/core/time';
import type { ProcessInfo } from '@/lib/domain/event';
import type { ResolvedEvent } from '../detection/types';
import { prevalenceKey } from './prevalence';

/** One contact of an entity with an account or a host, for `observe`. */
export interface Observation {
  readonly key: string;
  /** Short name of the account or host: 32 bits of its entity id are enough to tell 64 apart. */
  readonly counterpart: string;
  readonly day: number;
}

const short = (entityId: string): string => entityId.slice(0, 8);

/**
 * What ordinary telemetry says of how common things are. Only what succeeded counts: an address that was refused by a
 * thousand accounts touched none of them, so a spray does not make its own address a hub. Provider alerts and risk
 * rows give nothing: prevalence is never measured from alerts.
 */
export function observations(resolved: ResolvedEvent): readonly Observation[] {
  const { event, actorId, hostId, targetId } = resolved;
  const { facts } = event;
  const day = dayNumber(event.time);
  const found: Observation[] = [];
  const add = (
    type: Parameters<typeof prevalenceKey>[0],
    value: string | undefined,
    by: string | undefined,
  ): void => {
    if (value && by) found.push({ key: prevalenceKey(type, value), counterpart: short(by), day });
  };
  const image = (process: ProcessInfo | undefined): void => {
    if (process === undefined) return;
    add('process', process.fileName.toLowerCase(), hostId);
    add('fileHash', process.sha256?.toLowerCase(), hostId);
  };
  switch (facts.kind) {
    case 'signIn':
      if (!facts.success) break;
      add('ip', facts.ip, actorId);
      add('cloudApplication', facts.appId ?? facts.app?.toLowerCase(), actorId);
      add('oauthApplication', facts.appId, actorId);
      break;
    case 'logon':
      if (!facts.success) break;
      add('ip', facts.ip, actorId);
      add('account', actorId, hostId);
      add('host', hostId, actorId);
      break;
    case 'cloudActivity':
      if (!facts.success) break;
      add('ip', facts.ip, actorId);
      add('oauthApplication', facts.appId, actorId);
      if (targetId !== actorId) add('account', actorId, targetId);
      break;
    case 'directoryChange':
      if (facts.success && targetId !== actorId) add('account', actorId, targetId);
      break;
    case 'cloudControl':
      if (facts.success) add('ip', facts.ip, actorId);
      break;
    case 'apiCall':
      add('ip', facts.ip, actorId);
      add('oauthApplication', facts.appId, actorId);
      break;
    case 'process':
      image(facts.process);
      add('account', actorId, hostId);
      break;
    case 'network':
      add('ip', facts.remoteIp, hostId);
      image(facts.process);
      break;
    case 'dns':
      add('domain', facts.name.toLowerCase(), hostId);
      break;
    case 'file':
      add('process', facts.fileName.toLowerCase(), hostId);
      add('fileHash', facts.sha256?.toLowerCase(), hostId);
      break;
    case 'imageLoad':
      image(facts.image);
      break;
    case 'mail':
      add('domain', facts.senderDomain?.toLowerCase(), targetId);
      add('ip', facts.senderIp, targetId);
      break;
    default:
      break;
  }
  return found;
}
