import type { Permission } from './permissions';

/**
 * Areas of change that the portal tells its browsers about, and who may hear of them. The type of an outbox event is
 * `<area>.<what happened>`; an area that is not named here is never sent to a browser.
 */
export const LIVE_AREAS = {
  incident: 'incident:read',
  alert: 'incident:read',
  comment: 'incident:read',
  task: 'incident:read',
  risk: 'risk:read',
  ingest: 'settings:read',
  webhook: 'settings:write',
  token: 'token:manage',
  person: 'people:manage',
  setting: 'settings:read',
  entity: 'entity:read',
  job: 'incident:read',
  view: 'portal:read',
  demo: 'portal:read',
  graph: 'incident:read',
  watchlist: 'hunting:read',
} as const satisfies Record<string, Permission>;
export type LiveArea = keyof typeof LIVE_AREAS;

/**
 * Target of an event that tells of many things at once (`incident.bulk`): whoever shows one of the area asks again, and
 * takes its time about it.
 */
export const EVERY_TARGET = '*';

/** What a browser is told of a change: which thing, not what is in it. */
export interface LiveEvent {
  readonly sequence: string;
  readonly type: string;
  readonly targetId: string;
}

const isArea = (area: string): area is LiveArea => Object.hasOwn(LIVE_AREAS, area);

/** The area of an event type (`incident.updated` → `incident`), or null where browsers are not told. */
export function liveArea(type: string): LiveArea | null {
  const area = type.split('.', 1)[0] ?? '';
  return isArea(area) ? area : null;
}

/** Kinds of events that a webhook may subscribe to. */
export const WEBHOOK_EVENTS = [
  'incident.created',
  'incident.updated',
  'incident.bulk',
  'alert.created',
  'risk.changed',
  'risk.bulk',
  'comment.added',
  'ingest.silent',
  'ingest.back',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];
