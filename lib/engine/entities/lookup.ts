import type { EntityMention, EntityType, Identifier, IdentifierKind } from '@/lib/domain/entity';
import { netbiosOf, strongIdentifiers } from './identifiers';
import { type DomainMappings, domainsOf, mappingReason, suffixOf } from './mappings';

/** Where an identifier may be found in the index, and why that place is the same thing. */
export interface Lookup {
  readonly id: Identifier;
  readonly reason: string;
  /** True for the identifier itself, false for another spelling of it. */
  readonly own: boolean;
}

const KIND_WORDS: Partial<Record<IdentifierKind, string>> = {
  aadUserId: 'object id',
  upn: 'UPN',
  mail: 'mail address',
  sid: 'SID',
  onPremisesSid: 'on-premises SID',
  ntAccount: 'NT account',
  localAccount: 'local account',
  fqdn: 'FQDN',
  ntHost: 'NT host',
};

const word = (id: Identifier): string => `${KIND_WORDS[id.kind] ?? id.kind} ${id.value}`;

const split = (value: string, mark: string): readonly [string, string] => {
  const at = value.indexOf(mark);
  return [value.slice(0, at), value.slice(at + 1)];
};

/** Other spellings of an account identifier: the same address as UPN and mail, SID on both sides, NT name ↔ UPN. */
function accountAliases(id: Identifier, mappings: DomainMappings): readonly Lookup[] {
  const alias = (kind: IdentifierKind, value: string, reason: string): Lookup => ({
    id: { kind, value },
    reason,
    own: false,
  });
  switch (id.kind) {
    case 'upn':
    case 'mail': {
      const other: IdentifierKind = id.kind === 'upn' ? 'mail' : 'upn';
      const [name, suffix] = split(id.value, '@');
      const implicit = alias('ntAccount', `${suffix}\\${name}`, `implicit UPN ${id.value}`);
      const mapped = domainsOf(mappings, 'upn', suffix).map((domain) =>
        alias('ntAccount', `${domain}\\${name}`, mappingReason(mappings, 'upn', domain, suffix)),
      );
      return [alias(other, id.value, word(id)), ...(id.kind === 'upn' ? [implicit, ...mapped] : [])];
    }
    case 'sid':
      return [alias('onPremisesSid', id.value, word(id))];
    case 'onPremisesSid':
      return [alias('sid', id.value, word(id))];
    case 'ntAccount': {
      const [domain, name] = split(id.value, '\\');
      const suffix = suffixOf(mappings, 'upn', domain);
      const mapped =
        suffix === null
          ? []
          : [alias('upn', `${name}@${suffix}`, mappingReason(mappings, 'upn', domain, suffix))];
      // Active Directory gives every account the implicit UPN <sAMAccountName>@<DNS domain>.
      const implicit = domain.includes('.')
        ? [alias('upn', `${name}@${domain}`, `implicit UPN ${name}@${domain}`)]
        : [];
      return [...implicit, ...mapped, ...siblingDomains(name, domain, suffix, mappings)];
    }
    default:
      return [];
  }
}

/** `simulandlabs\bob` and `simulandlabs.com\bob` are one account once both domains map to one suffix. */
function siblingDomains(
  name: string,
  domain: string,
  suffix: string | null,
  mappings: DomainMappings,
): readonly Lookup[] {
  const common = suffix ?? (domain.includes('.') ? domain : null);
  if (common === null) return [];
  const siblings = new Set([common, ...domainsOf(mappings, 'upn', common)]);
  siblings.delete(domain);
  return [...siblings].map((other) => ({
    id: { kind: 'ntAccount', value: `${other}\\${name}` },
    reason: `domains ${domain} and ${other} share the suffix ${common}`,
    own: false,
  }));
}

function hostAliases(id: Identifier, mappings: DomainMappings): readonly Lookup[] {
  if (id.kind === 'ntHost') {
    const [domain, name] = split(id.value, '\\');
    const dns = suffixOf(mappings, 'dns', domain);
    if (dns === null) return [];
    return [
      {
        id: { kind: 'fqdn', value: `${name}.${dns}` },
        reason: mappingReason(mappings, 'dns', domain, dns),
        own: false,
      },
    ];
  }
  if (id.kind !== 'fqdn' || !id.value.includes('.')) return [];
  const [name, dns] = split(id.value, '.');
  return domainsOf(mappings, 'dns', dns).map((domain) => ({
    id: { kind: 'ntHost', value: `${domain}\\${name}` },
    reason: mappingReason(mappings, 'dns', domain, dns),
    own: false,
  }));
}

/** Every place to look for a mention's entity, its own identifiers first, best first. */
export function lookups(mention: EntityMention, mappings: DomainMappings): readonly Lookup[] {
  const strong = strongIdentifiers(mention);
  const own = strong.map((id): Lookup => ({ id, reason: word(id), own: true }));
  if (mention.type === 'account') return own.concat(strong.flatMap((id) => accountAliases(id, mappings)));
  if (mention.type !== 'host') return own;
  const netbios = netbiosOf(mention);
  const weak =
    netbios === undefined ? [] : [{ id: netbios, reason: `NetBIOS name ${netbios.value}`, own: false }];
  return own.concat(
    strong.flatMap((id) => hostAliases(id, mappings)),
    weak,
  );
}

export const lookupKey = (type: EntityType, id: Identifier): string => `${type}|${id.kind}|${id.value}`;

/**
 * What the driver must prefetch before `resolve`: `type|kind|value` of every identifier, its other spellings
 * included. For each hit it also loads the entity with all its identifiers.
 */
export function lookupKeys(mention: EntityMention, mappings: DomainMappings): readonly string[] {
  return [...new Set(lookups(mention, mappings).map((l) => lookupKey(mention.type, l.id)))];
}
