import type { EntityType, Identifier } from '@/lib/domain/entity';
import type { LearnedPair } from './mappings';

/**
 * Domain ↔ suffix pairs that one entity proves: an account known as `domain\name` and `name@suffix`, a host known as
 * `domain\host` and `host.suffix`. Only pairs in which the mention at hand takes part, so that a busy account is not
 * counted again by every row.
 */
export function learnable(
  type: EntityType,
  known: readonly Identifier[],
  mentioned: readonly Identifier[],
): readonly LearnedPair[] {
  if (type === 'account') return pairs('upn', known, mentioned, 'ntAccount', 'upn', '@');
  if (type === 'host') return pairs('dns', known, mentioned, 'ntHost', 'fqdn', '.');
  return [];
}

function pairs(
  kind: LearnedPair['kind'],
  known: readonly Identifier[],
  mentioned: readonly Identifier[],
  left: Identifier['kind'],
  right: Identifier['kind'],
  mark: string,
): readonly LearnedPair[] {
  const found = new Map<string, LearnedPair>();
  for (const l of known) {
    if (l.kind !== left) continue;
    for (const r of known) {
      if (r.kind !== right || !(mentioned.includes(l) || mentioned.includes(r))) continue;
      const at = l.value.indexOf('\\');
      const name = l.value.slice(at + 1);
      const domain = l.value.slice(0, at);
      if (!r.value.startsWith(name + mark)) continue;
      const suffix = r.value.slice(name.length + 1);
      if (suffix !== domain) found.set(`${domain}|${suffix}|${name}`, { kind, domain, suffix, name });
    }
  }
  return [...found.values()];
}
