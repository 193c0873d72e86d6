import 'server-only';
import { DAY } from '@/lib/core/time';
import type { Actor } from '@/lib/domain/permissions';
import { TABLES, type TableName } from '@/lib/domain/tables';
import type { RawRowView } from '@/lib/domain/views/alert';
import { TIMELINE_TABLES, type TimelineFilter } from '@/lib/domain/views/entity';
import { fieldsOf } from '@/lib/server/alerts/detail';
import { decodeCursor, encodeCursor } from '@/lib/server/keyset';
import { type LakeRow, type Position, type TimelinePage, timeline } from '@/lib/server/query/client';
import { timelineNames } from './names';
import type { FoundEntity } from './queries';

const TIMELINE_PAGE = 100;
/** The first page is there at once or says how far it got; who asks for older rows is willing to wait for them. */
const FIRST_BUDGET_MS = 300;
const NEXT_BUDGET_MS = 2_500;
/** Few rows of small tables, somewhere: worth a longer look. */
const RARE_BUDGET_MS = 1_500;
/** What happens to a message later than this is not looked for. */
const AFTER_DELIVERY = 30 * DAY;

const SIGN_IN_TABLES: TableName[] = ['SigninLogs', 'AADNonInteractiveUserSignInLogs', 'OktaSystemLog'];
const MESSAGE_TABLES: TableName[] = [
  'EmailEvents',
  'EmailUrlInfo',
  'EmailAttachmentInfo',
  'UrlClickEvents',
  'EmailPostDeliveryEvents',
];

export interface RowsPage {
  readonly rows: readonly RawRowView[];
  readonly next: string | null;
  /** The search stopped because it took long; the next page goes on from there. */
  readonly isPartial: boolean;
}

/** The lake did not answer: the page says so and shows everything else. */
export type LakeAnswer = RowsPage | { readonly failed: string };

interface Wanted {
  readonly tables: readonly TableName[];
  readonly filter?: Partial<TimelineFilter>;
  readonly cursor?: string | null;
  readonly since?: number;
  readonly until?: number;
  readonly limit?: number;
  /** Milliseconds that the first page may take. */
  readonly budgetMs?: number;
}

/** What an entity did and what was done with it, newest first, across all tables or those of one kind. */
export const entityTimeline = (
  actor: Actor,
  entity: FoundEntity,
  filter: TimelineFilter,
  cursor: string | null,
): Promise<LakeAnswer> =>
  read(actor, entity, { tables: TIMELINE_TABLES[filter.kind] ?? TABLES, filter, cursor });

/** An account's sign-ins, newest first. */
export const userSignIns = (
  actor: Actor,
  entity: FoundEntity,
  filter: Pick<TimelineFilter, 'text' | 'place'>,
  cursor: string | null,
): Promise<LakeAnswer> => read(actor, entity, { tables: SIGN_IN_TABLES, filter, cursor });

/** Everything that the lake holds of one message: recipients, links, attachments, clicks, what happened to it later. */
export const messageRows = (actor: Actor, entity: FoundEntity): Promise<LakeAnswer> =>
  read(actor, entity, {
    tables: MESSAGE_TABLES,
    limit: 500,
    budgetMs: RARE_BUDGET_MS,
    ...(entity.firstSeen === null || entity.lastSeen === null
      ? {}
      : { since: Date.parse(entity.firstSeen) - DAY, until: Date.parse(entity.lastSeen) + AFTER_DELIVERY }),
  });

/** Changes of the directory that name an application: consents, credentials, owners. */
export const applicationChanges = (
  actor: Actor,
  entity: FoundEntity,
  cursor: string | null,
): Promise<LakeAnswer> =>
  read(actor, entity, { tables: ['AuditLogs'], cursor, limit: 25, budgetMs: RARE_BUDGET_MS });

async function read(actor: Actor, entity: FoundEntity, wanted: Wanted): Promise<LakeAnswer> {
  const asked = positionOf(wanted.cursor ?? null);
  const before = asked ?? (wanted.until === undefined ? null : { time: wanted.until, rowId: '' });
  const { text = '', place = '' } = wanted.filter ?? {};
  try {
    const page = await timeline({
      tenantId: actor.tenantId,
      tables: [...wanted.tables],
      ...timelineNames(entity),
      limit: wanted.limit ?? TIMELINE_PAGE,
      budgetMs: asked ? NEXT_BUDGET_MS : (wanted.budgetMs ?? FIRST_BUDGET_MS),
      ...(text === '' ? {} : { text }),
      ...(place === '' ? {} : { place }),
      ...(wanted.since === undefined ? {} : { since: wanted.since }),
      ...(before ? { before } : {}),
    });
    return toAnswer(page);
  } catch {
    return { failed: 'The lake did not answer in time. The rest of this page is not affected.' };
  }
}

const toAnswer = (page: TimelinePage): RowsPage => ({
  rows: page.rows.map(toRawRow),
  next: page.next === null ? null : encodeCursor([String(page.next.time), page.next.rowId]),
  isPartial: page.partial,
});

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
