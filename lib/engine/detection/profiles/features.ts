import type { SignInFacts } from '@/lib/domain/facts/identity';

/** What a profile remembers of a sign-in. */
export const FEATURES = [
  'ip',
  'asn',
  'country',
  'city',
  'device',
  'agent',
  'browser',
  'os',
  'client',
  'app',
] as const;
export type Feature = (typeof FEATURES)[number];
export type FeatureValues = Partial<Record<Feature, string>>;

/** The most values kept of each feature, per account. With names cut at 40 characters a full profile stays near 4 KB. */
export const ACCOUNT_LIMITS: Record<Feature, number> = {
  ip: 10,
  asn: 6,
  country: 5,
  city: 6,
  device: 5,
  agent: 5,
  browser: 5,
  os: 4,
  client: 3,
  app: 8,
};

/** The most values kept of each feature for the whole tenant. */
export const TENANT_LIMITS: Record<Feature, number> = {
  ip: 600,
  asn: 200,
  country: 120,
  city: 300,
  device: 600,
  agent: 200,
  browser: 100,
  os: 60,
  client: 20,
  app: 100,
};

const MAX_VALUE = 40;
const cut = (text: string): string => (text.length > MAX_VALUE ? text.slice(0, MAX_VALUE) : text);

/** The family of a browser or system without its version: `Edge 120.0.1` and `Edge 121` are one habit. */
const family = (text: string): string => {
  const name = text.replace(/[\s/]+v?\d[\d.]*.*$/, '').trim();
  return cut((name === '' ? text : name).toLowerCase());
};

/** Full agents are kept as a short hash: they are long, and only their sameness matters. */
function shortHash(text: string): string {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h >>> 0).toString(36);
}

function put(into: FeatureValues, feature: Feature, value: string | number | undefined): void {
  if (value !== undefined && value !== '') into[feature] = String(value);
}

let lastFacts: SignInFacts | undefined;
let lastValues: FeatureValues = {};

/** The feature values of a sign-in, normalised for counting; computed once per row, since several steps ask. */
export function featuresOf(facts: SignInFacts): FeatureValues {
  if (facts === lastFacts) return lastValues;
  lastFacts = facts;
  lastValues = readFeatures(facts);
  return lastValues;
}

function readFeatures(facts: SignInFacts): FeatureValues {
  const values: FeatureValues = {};
  put(values, 'ip', facts.ip);
  put(values, 'asn', facts.geo?.asn);
  put(values, 'country', facts.geo?.country);
  put(
    values,
    'city',
    facts.geo?.city && facts.geo.country ? cut(`${facts.geo.country}/${facts.geo.city}`) : undefined,
  );
  put(
    values,
    'device',
    facts.deviceId ?? (facts.deviceName ? cut(facts.deviceName.toLowerCase()) : undefined),
  );
  put(values, 'agent', facts.userAgent ? shortHash(facts.userAgent) : undefined);
  put(values, 'browser', facts.browser ? family(facts.browser) : undefined);
  put(values, 'os', facts.os ? family(facts.os) : undefined);
  put(values, 'client', facts.clientApp ? cut(facts.clientApp.toLowerCase()) : undefined);
  put(values, 'app', facts.appId ?? (facts.app ? cut(facts.app.toLowerCase()) : undefined));
  return values;
}
