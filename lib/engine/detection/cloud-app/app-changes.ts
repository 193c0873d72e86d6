import { DAY } from '@/lib/core/time';
import type { EvidenceItem, Identifier } from '@/lib/domain/entity';
import type { ResolvedEvent, StateStore } from '../types';
import type { ApplicationNames } from './permissions';

/** A change that gave an application a new way in: a credential, or access to mail. */
export interface AppChange {
  t: number;
  what: 'credential' | 'mailPermission' | 'permission';
  /** The names of the application known at the time. */
  app: string;
  ids: readonly Identifier[];
  by: string;
  byName: string;
  byIds: readonly Identifier[];
  row: string;
}

interface AppChanges {
  v: 1;
  changes: AppChange[];
}

const MAX_CHANGES = 8;
const MAX_IDS = 3;
const WINDOW = 7 * DAY;

/** State is kept under every name of the application, since sources do not agree on one. */
export const appKeysOf = (names: readonly (string | undefined)[]): readonly string[] => [
  ...new Set(names.filter((n) => n !== undefined && n !== '').map((n) => `app-changes:${n?.toLowerCase()}`)),
];
/** And under the account that made the change, whose mailbox such applications often read first. */
export const changerKey = (actorId: string): string => `app-changes-by:${actorId}`;

export const keysForChange = (names: ApplicationNames, actorId: string | undefined): readonly string[] => [
  ...appKeysOf([names.appId, names.objectId, names.servicePrincipalId, names.name]),
  ...(actorId ? [changerKey(actorId)] : []),
];

/** Remembers a change under all names, in place. The same row never counts twice. */
export function rememberChange(
  state: StateStore,
  event: ResolvedEvent,
  names: ApplicationNames,
  app: EvidenceItem | undefined,
  what: AppChange['what'],
): void {
  const change: AppChange = {
    t: event.event.time,
    what,
    app: names.name ?? names.appId ?? names.servicePrincipalId ?? names.objectId ?? '',
    ids: (app?.ids ?? []).slice(0, MAX_IDS + 1),
    by: event.actorId ?? '',
    byName: event.event.actor?.name ?? '',
    byIds: (event.event.actor?.ids ?? []).slice(0, MAX_IDS),
    row: event.event.rowId,
  };
  for (const key of keysForChange(names, event.actorId)) {
    const known = state.read<AppChanges>(key) ?? { v: 1, changes: [] };
    if (known.changes.some((c) => c.row === change.row && c.what === what)) continue;
    known.changes.push(change);
    if (known.changes.length > MAX_CHANGES) known.changes.shift();
    state.write(key, known);
  }
}

/** Changes under any of the keys within the window before a moment, the latest first, each once. */
export function changesBefore(
  state: StateStore,
  keys: readonly string[],
  time: number,
): readonly AppChange[] {
  const found = new Map<string, AppChange>();
  for (const key of keys) {
    for (const change of state.read<AppChanges>(key)?.changes ?? []) {
      if (change.t <= time && time - change.t <= WINDOW) found.set(`${change.row}:${change.what}`, change);
    }
  }
  return [...found.values()].sort((a, b) => b.t - a.t || (a.row < b.row ? -1 : 1));
}
