import 'server-only';
import type { EntityMention } from '@/lib/domain/entity';

interface Remembered extends Pick<EntityMention, 'type' | 'ids'> {
  readonly entityId: string | null;
}

/**
 * What each set of identifiers meant. Found by the first identifier and then compared one by one: a key made of all of
 * them would have to be built, copied and hashed for every row.
 */
export class MentionMemory {
  private readonly byFirst = new Map<string, Remembered[]>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** @returns undefined where the mention was never met, null where it means nobody */
  get(mention: EntityMention): string | null | undefined {
    const candidates = this.byFirst.get(mention.ids[0]?.value ?? '');
    return candidates?.find((known) => isSame(known, mention))?.entityId;
  }

  /** Remembers a mention that was not known. */
  set({ type, ids }: EntityMention, entityId: string | null): void {
    const first = ids[0]?.value ?? '';
    const candidates = this.byFirst.get(first);
    if (candidates) candidates.push({ type, ids, entityId });
    else this.byFirst.set(first, [{ type, ids, entityId }]);
    this.count++;
  }

  clear(): void {
    this.byFirst.clear();
    this.count = 0;
  }
}

function isSame(a: Pick<EntityMention, 'type' | 'ids'>, b: EntityMention): boolean {
  if (a.type !== b.type || a.ids.length !== b.ids.length) return false;
  return a.ids.every((id, i) => id.kind === b.ids[i]?.kind && id.value === b.ids[i]?.value);
}
