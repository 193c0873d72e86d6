import type { EntityMention } from '@/lib/domain/entity';
import type { LearnedPair } from './mappings';

/**
 * Accounts (or hosts) to resolve again after a domain pair was proved for the first time: those seen under the NT
 * spelling before it could be joined. The driver reads the stored values that begin with `domain\`.
 */
export function sweepMentions(pair: LearnedPair, values: readonly string[]): readonly EntityMention[] {
  const type = pair.kind === 'upn' ? 'account' : 'host';
  const kind = pair.kind === 'upn' ? 'ntAccount' : 'ntHost';
  const prefix = `${pair.domain}\\`;
  return values
    .filter((value) => value.startsWith(prefix))
    .map((value) => ({ type, name: value.slice(prefix.length), ids: [{ kind, value }] }));
}
