import 'server-only';
import type { Actor } from '@/lib/domain/permissions';
import { findRejects } from './queries';

const PAGE = 5_000;

const cell = (value: string | number): string => `"${String(value).replaceAll('"', '""')}"`;

/** The rows of an upload that were none, as a CSV file that is written while it is sent. */
export function rejectsFile(actor: Actor, id: string, alias: string, number: number): Response {
  const encoder = new TextEncoder();
  let after = 0;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(encoder.encode('line,reason,text\r\n')),
    pull: async (controller) => {
      const rows = await findRejects(actor, id, { number, after, limit: PAGE });
      const lines = rows.map(({ line, reason, text }) => `${[line, reason, text].map(cell).join(',')}\r\n`);
      if (lines.length > 0) controller.enqueue(encoder.encode(lines.join('')));
      after = rows.at(-1)?.line ?? after;
      if (rows.length < PAGE) controller.close();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${alias}-rows-not-read.csv"`,
    },
  });
}
