import 'server-only';
import type { IdentifierKind } from '@/lib/domain/entity';
import type { Actor } from '@/lib/domain/permissions';
import { TABLES } from '@/lib/domain/tables';
import type { RawRowView } from '@/lib/domain/views/alert';
import { fieldsOf } from '@/lib/server/alerts/detail';
import { decodeCursor, encodeCursor } from '@/lib/server/keyset';
import { type LakeRow, type Position, signIns, type TimelinePage, timeline } from '@/lib/server/query/client';
import type { FoundEntity } from './queries';

const TIMELINE_PAGE = 100;

/** Identifier kinds by what the lake looks them up as. */
const PRINCIPAL: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>([
  'upn',
  'mail',
  'aadUserId',
  'sid',
  'onPremisesSid',
  'ntAccount',
  'localAccount',
  'puid',
  'oktaUserId',
  'googleUserId',
  'awsPrincipal',
  'mailboxAddress',
  'appId',
  'servicePrincipalId',
]);
const HOST: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>([
  'fqdn',
  'netbios',
  'ntHost',
  'aadDeviceId',
  'mdeDeviceId',
]);
const ADDRESS: ReadonlySet<IdentifierKind> = new Set<IdentifierKind>(['address']);

/** Names that one request takes. */
const MAX_NAMES = 200;

export interface RowsPage {
  readonly rows: readonly RawRowView[];
  readonly next: string | null;
  /** The search stopped because it took long; the next page goes on from there. */
  readonly isPartial: boolean;
}

/** The lake did not answer: the page says so and shows everything else. */
export type LakeAnswer = RowsPage | { readonly failed: string };

const namesOf = (entity: FoundEntity, kinds: ReadonlySet<IdentifierKind>): string[] =>
  entity.identifiers
    .filter((item) => kinds.has(item.kind))
    .map((item) => item.value)
    .slice(0, MAX_NAMES);

/** Whether the lake can be asked about an entity: accounts, devices and addresses. */
export const hasTimeline = (entity: FoundEntity): boolean =>
  [PRINCIPAL, HOST, ADDRESS].some((kinds) => namesOf(entity, kinds).length > 0);

/** What an account, a device or an address did, newest first, across all tables. */
export function entityTimeline(
  actor: Actor,
  entity: FoundEntity,
  cursor: string | null,
): Promise<LakeAnswer> {
  const before = positionOf(cursor);
  return answer(() =>
    timeline({
      tenantId: actor.tenantId,
      tables: [...TABLES],
      principals: namesOf(entity, PRINCIPAL),
      hosts: namesOf(entity, HOST),
      addresses: namesOf(entity, ADDRESS),
      limit: TIMELINE_PAGE,
      ...(before ? { before } : {}),
    }),
  );
}

/** An account's sign-ins, newest first. */
export function userSignIns(actor: Actor, entity: FoundEntity, cursor: string | null): Promise<LakeAnswer> {
  const before = positionOf(cursor);
  return answer(() =>
    signIns({
      tenantId: actor.tenantId,
      principals: namesOf(entity, PRINCIPAL),
      limit: TIMELINE_PAGE,
      ...(before ? { before } : {}),
    }),
  );
}

async function answer(ask: () => Promise<TimelinePage>): Promise<LakeAnswer> {
  try {
    const page = await ask();
    return {
      rows: page.rows.map(toRawRow),
      next: page.next === null ? null : encodeCursor([String(page.next.time), page.next.rowId]),
      isPartial: page.partial,
    };
  } catch {
    return { failed: 'The lake did not answer in time. The rest of this page is not affected.' };
  }
}

function positionOf(cursor: string | null): Position | null {
  const [time = '', rowId = ''] = decodeCursor(cursor, 2) ?? [];
  const at = Number(time);
  return time !== '' && Number.isFinite(at) && rowId.length <= 200 ? { time: at, rowId } : null;
}

const toRawRow = (row: LakeRow): RawRowView => ({
  rowId: row.rowId,
  table: row.table,
  time: new Date(row.time).toISOString(),
  fields: fieldsOf({ ...row.columns, ...row.overflow }),
});
