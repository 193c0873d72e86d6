import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import type { SelectionView } from '@/lib/domain/views/jobs';
import { prisma } from '@/lib/server/db';
import { Prisma } from '@/lib/server/generated/prisma/client';
import { assignablePeople } from '@/lib/server/incidents/detail';
import { type ReadSelection, selectedSql } from './freeze';

const SHOWN_TAGS = 20;

interface Cell {
  readonly status: string;
  readonly classification: string;
  readonly assignee: string;
  readonly n: bigint;
  readonly open: bigint;
}

/** What a selection holds: which steps would change anything, and how much. */
export async function previewSelection(actor: Actor, selection: ReadSelection): Promise<SelectionView> {
  const from = selectedSql(actor, selection);
  const isIncident = selection.target === 'incident';
  const t = isIncident ? Prisma.sql`i` : Prisma.sql`a`;
  const open = isIncident ? Prisma.sql`sum(i.active_alert_count)` : Prisma.sql`0`;
  const [cells, tags, people] = await Promise.all([
    prisma().$queryRaw<
      Cell[]
    >`SELECT ${t}.status, ${t}.classification, coalesce(${t}.assigned_to, '') AS assignee,
      count(*) AS n, coalesce(${open}, 0) AS open ${from} GROUP BY 1, 2, 3`,
    isIncident
      ? prisma().$queryRaw<{ tag: string; n: bigint }[]>`SELECT u.tag, count(*) AS n
          FROM (SELECT i.custom_tags ${from} AND cardinality(i.custom_tags) > 0) s, unnest(s.custom_tags) AS u(tag)
          GROUP BY u.tag ORDER BY n DESC, u.tag LIMIT ${SHOWN_TAGS}`
      : [],
    assignablePeople(actor),
  ]);
  const by = (key: 'status' | 'classification' | 'assignee'): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const cell of cells) counts[cell[key]] = (counts[cell[key]] ?? 0) + Number(cell.n);
    return counts;
  };
  return {
    count: cells.reduce((sum, cell) => sum + Number(cell.n), 0),
    status: by('status'),
    classification: by('classification'),
    assignee: by('assignee'),
    openAlerts: cells.reduce((sum, cell) => sum + Number(cell.open), 0),
    tags: tags.map(({ tag, n }) => ({ tag, count: Number(n) })),
    people,
    me: actor.id,
  };
}
