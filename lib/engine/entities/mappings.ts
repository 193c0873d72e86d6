/** How often, on whom and when a domain ↔ suffix pair was observed. */
export interface MappingFact {
  /** Distinct account or host names that proved the pair; at most `MAX_NAMES` are kept. */
  readonly names: string[];
  count: number;
  firstSeen: number;
  lastSeen: number;
  /** Set by a person: wins over everything observed. */
  readonly configured?: boolean;
}

/**
 * What is known of the spelling of domains, one JSON value per tenant: `upn` maps an NT (or DNS) domain to the UPN
 * suffixes of its accounts, `dns` maps an NT domain to the DNS domains of its hosts. Learnt from rows that hold both
 * spellings of one account or host, or configured.
 */
export interface DomainMappings {
  readonly upn: Record<string, Record<string, MappingFact>>;
  readonly dns: Record<string, Record<string, MappingFact>>;
}

export interface LearnedPair {
  readonly kind: keyof DomainMappings;
  readonly domain: string;
  readonly suffix: string;
  readonly name: string;
}

const MAX_NAMES = 8;

export const emptyMappings = (): DomainMappings => ({ upn: {}, dns: {} });

/** A pair of NT (or DNS) domain and UPN suffix that a person set, any case. */
export interface ConfiguredPair {
  readonly domain: string;
  readonly suffix: string;
}

const KINDS = ['upn', 'dns'] as const satisfies readonly (keyof DomainMappings)[];
const pairKey = (domain: string, suffix: string): string => `${domain} ${suffix}`;

/**
 * The mappings with exactly these configured pairs: what was observed stays, what is configured no more loses that
 * mark.
 *
 * @returns null when nothing changes; else new mappings, and the pairs that may join accounts and hosts now
 */
export function configure(
  mappings: DomainMappings,
  pairs: readonly ConfiguredPair[],
): { readonly mappings: DomainMappings; readonly added: readonly LearnedPair[] } | null {
  const wanted = new Map(
    pairs.map(({ domain, suffix }) => {
      const pair = { domain: domain.toLowerCase(), suffix: suffix.toLowerCase() };
      return [pairKey(pair.domain, pair.suffix), pair] as const;
    }),
  );
  const configured = new Set<string>();
  const next = emptyMappings();
  for (const kind of KINDS) {
    for (const [domain, suffixes] of Object.entries(mappings[kind])) {
      for (const [suffix, { configured: marked, ...fact }] of Object.entries(suffixes)) {
        if (marked === true) configured.add(pairKey(domain, suffix));
        if (fact.count > 0) next[kind][domain] = { ...next[kind][domain], [suffix]: fact };
      }
    }
  }
  const added = [...wanted].filter(([key]) => !configured.has(key)).map(([, pair]) => pair);
  if (added.length === 0 && configured.size === wanted.size) return null;
  for (const { domain, suffix } of wanted.values()) {
    for (const kind of KINDS) {
      const fact = next[kind][domain]?.[suffix] ?? { names: [], count: 0, firstSeen: 0, lastSeen: 0 };
      next[kind][domain] = { ...next[kind][domain], [suffix]: { ...fact, configured: true } };
    }
  }
  return {
    mappings: next,
    added: added.flatMap((pair) => KINDS.map((kind) => ({ ...pair, kind, name: '' }))),
  };
}

/**
 * The one suffix of a domain, or null when none is known or the observations disagree: an ambiguous mapping joins
 * nobody. A configured suffix wins; two configured ones are ambiguous again.
 */
export function suffixOf(
  mappings: DomainMappings,
  kind: keyof DomainMappings,
  domain: string,
): string | null {
  const known = mappings[kind][domain];
  if (known === undefined) return null;
  const all = Object.keys(known);
  const configured = all.filter((suffix) => known[suffix]?.configured === true);
  const candidates = configured.length > 0 ? configured : all;
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}

/** Every domain whose one suffix this is. */
export function domainsOf(
  mappings: DomainMappings,
  kind: keyof DomainMappings,
  suffix: string,
): readonly string[] {
  return Object.keys(mappings[kind]).filter((domain) => suffixOf(mappings, kind, domain) === suffix);
}

/**
 * Records that one name was seen under both spellings. Changes `mappings` in place.
 * @returns whether the state changed and must be stored (a known name only counts once)
 */
export function learnPair(mappings: DomainMappings, pair: LearnedPair, time: number): boolean {
  const byDomain = mappings[pair.kind];
  const suffixes = byDomain[pair.domain] ?? {};
  byDomain[pair.domain] = suffixes;
  const fact = suffixes[pair.suffix] ?? { names: [], count: 0, firstSeen: time, lastSeen: time };
  suffixes[pair.suffix] = fact;
  if (fact.names.includes(pair.name)) return false;
  if (fact.count >= MAX_NAMES) return false;
  fact.names.push(pair.name);
  fact.count++;
  fact.firstSeen = fact.firstSeen === 0 ? time : Math.min(fact.firstSeen, time);
  fact.lastSeen = Math.max(fact.lastSeen, time);
  return true;
}

/** How a page prints why two spellings are one: `SIMULANDLABS ↔ simulandlabs.com, seen on wardog`. */
export function mappingReason(
  mappings: DomainMappings,
  kind: keyof DomainMappings,
  domain: string,
  suffix: string,
): string {
  const fact = mappings[kind][domain]?.[suffix];
  if (fact?.configured === true) return `domain mapping ${domain} ↔ ${suffix}, configured`;
  return `domain mapping ${domain} ↔ ${suffix}, observed on ${fact?.names.slice(0, 3).join(', ') ?? 'nobody'}`;
}
