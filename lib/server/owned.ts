import 'server-only';
import type { CommandContext } from './command';
import { AppError } from './errors';
import { refuseStale } from './stale';

/** What somebody made and may share: others who see it may change it, who made it decides about the whole. */
interface Owned {
  readonly ownerId: string;
  readonly version: number;
  readonly updatedBy: string;
}

/** As people and the audit trail call it. */
type Noun = 'graph' | 'query';

const MAY = { shares: 'change who sees it', deletes: 'delete it' } as const;

/** @throws AppError forbidden for anybody but who made it */
export function requireOwner(
  { actor }: CommandContext,
  { ownerId }: Owned,
  noun: Noun,
  does: keyof typeof MAY,
): void {
  if (ownerId === actor.id) return;
  throw new AppError('forbidden', `only its owner ${does} a ${noun}`, {
    userText: `Only the person who made this ${noun} can ${MAY[does]}.`,
  });
}

/** @throws AppError conflict when somebody saved it after the version that the person looked at */
export async function requireNewest(
  { tx, actor }: CommandContext,
  old: Owned,
  noun: Noun,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<void> {
  if (old.version === version) return;
  await refuseStale(tx, actor.tenantId, { type: noun, id }, version);
  throw new AppError('conflict', `stale write to ${noun} ${id}, saw version ${version}`, {
    userText: `Not saved: ${old.updatedBy} saved this ${noun} after you opened it. Save yours as a new one, or open theirs.`,
  });
}
