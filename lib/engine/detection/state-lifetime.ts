import { DAY, HOUR } from '@/lib/core/time';

/** For good: habits are worth more the older they are. */
const FOREVER = Number.POSITIVE_INFINITY;

/** How long a state value is of use after it was last written, by the name before the first colon of its key. */
const LIFETIMES: Readonly<Record<string, number>> = {
  'signin-profile': FOREVER,
  'signin-tenant': FOREVER,
  'directory-roles': FOREVER,
  activity: FOREVER,
  outbound: FOREVER,
  address: 15 * DAY,
  'app-changes': 8 * DAY,
  'app-changes-by': 8 * DAY,
  message: 15 * DAY,
  'message-url': 15 * DAY,
  sessions: DAY,
  'mfa-prompts': DAY,
  operations: DAY,
  'rc4-tickets': HOUR,
  renames: HOUR,
};

/**
 * Milliseconds of event time after its last write within which a state value can still change a decision. Older
 * values may be dropped by whoever stores them; nothing would come out differently.
 * @throws when no detector keeps state under such a key
 */
export function stateLifetime(key: string): number {
  const colon = key.indexOf(':');
  const lifetime = LIFETIMES[colon < 0 ? key : key.slice(0, colon)];
  if (lifetime === undefined) throw new Error(`no lifetime is declared for the state key ${key}`);
  return lifetime;
}
