import { OpenColumns } from '@/lib/kql/plan/open';
import type { Plan } from '@/lib/kql/plan/relation';
import { type Column, KqlError, type ScalarType } from '@/lib/kql/types';

/** Plans a text. @throws KqlError or OpenColumns */
export type PlanText = (text: string) => Plan | Promise<Plan>;

/** Tells the columns that a plugin's rows would have. */
export type LookAtRows = (open: OpenColumns) => Promise<Column[]>;

const MAX_LOOKS = 16;
const UNKNOWN_NAME = 'KS142';

/**
 * The plan of a query whose columns may depend on its rows: `bag_unpack` and `pivot` without a schema get the one that
 * a look at the rows tells. A name that the query reads later and that no row has is null.
 */
export async function planWithColumns(plan: PlanText, text: string, look: LookAtRows): Promise<Plan> {
  let current = text;
  const schemas: { at: number; columns: Column[]; empty: ScalarType }[] = [];
  const write = (): string => {
    let written = text;
    let shift = 0;
    for (const { at, columns } of schemas) {
      const schema = ` : (*${columns.map(({ name, type }) => `, ['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']:${type}`).join('')})`;
      written = written.slice(0, at + shift) + schema + written.slice(at + shift);
      shift += schema.length;
    }
    return written;
  };
  for (let looks = 0; looks < MAX_LOOKS; looks++) {
    try {
      return await plan(current);
    } catch (error) {
      if (error instanceof OpenColumns) {
        const inserted = current.length - text.length;
        if (schemas.length > 0 && error.at < inserted) throw error;
        schemas.push({
          at: error.at - inserted,
          columns: await look(error),
          empty: error.plugin === 'pivot' ? 'long' : 'string',
        });
      } else if (!addMissing(error, schemas)) throw error;
      current = write();
    }
  }
  throw new Error('the columns of this query are not found');
}

/** Names that only an absent member would explain. */
function addMissing(error: unknown, schemas: { columns: Column[]; empty: ScalarType }[]): boolean {
  const last = schemas.at(-1);
  if (!(error instanceof KqlError) || !last) return false;
  const names = error.diagnostics
    .filter(({ code }) => code === UNKNOWN_NAME)
    .flatMap(({ message }) => /'([^']+)'/.exec(message)?.[1] ?? [])
    .filter((name) => !last.columns.some((column) => column.name === name));
  for (const name of new Set(names)) last.columns.push({ name, type: last.empty });
  return names.length > 0;
}
