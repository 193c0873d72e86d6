import type { Cell } from '@/lib/domain/views/hunting';
import type { Column } from '@/lib/kql/types';
import type { KustoTable } from './kusto';
import { huntingSchema } from './schema';

/** The database that clients name; there is one for each tenant, so any name will do. */
const DATABASE = 'NetDefaultDB';

const text = (...names: string[]): Column[] => names.map((name) => ({ name, type: 'string' }));
const cslOf = (columns: readonly Column[]): string =>
  columns.map(({ name, type }) => `['${name}']:${type}`).join(',');

/** `.show …` commands by their pattern: what clients ask before they show a schema. Nothing else is commanded here. */
const COMMANDS: readonly (readonly [RegExp, (match: RegExpExecArray) => KustoTable | null])[] = [
  [
    /^\.show\s+version$/i,
    () => table(text('BuildVersion', 'ServiceType', 'ProductVersion'), [['1.0', 'Engine', 'Throughline']]),
  ],
  [
    /^\.show\s+databases$/i,
    () =>
      table(text('DatabaseName', 'PersistentStorage', 'Version', 'PrettyName'), [
        [DATABASE, '', 'v1.0', DATABASE],
      ]),
  ],
  [
    /^\.show\s+tables(?:\s+details)?$/i,
    () =>
      table(
        text('TableName', 'DatabaseName', 'Folder', 'DocString'),
        Object.keys(huntingSchema()).map((name) => [name, DATABASE, '', '']),
      ),
  ],
  [
    /^\.show\s+table\s+\[?'?([\w]+)'?\]?\s+(?:cslschema|schema\s+as\s+csl)$/i,
    ([, name]) => tableSchema(name ?? ''),
  ],
  [/^\.show\s+(?:database(?:\s+\S+)?\s+)?schema(?:\s+as\s+csl)?$/i, () => columnList()],
  [
    /^\.show\s+(?:database(?:\s+\S+)?\s+)?schema\s+as\s+json$/i,
    () => table(text('DatabaseSchema'), [[JSON.stringify(jsonSchema())]]),
  ],
];

const table = (columns: readonly Column[], rows: readonly (readonly Cell[])[]): KustoTable => ({
  name: 'Table_0',
  columns,
  rows,
});

function tableSchema(name: string): KustoTable | null {
  const columns = huntingSchema()[name];
  if (!columns) return null;
  return table(text('TableName', 'Schema', 'DatabaseName', 'Folder', 'DocString'), [
    [name, cslOf(columns), DATABASE, '', ''],
  ]);
}

const columnList = (): KustoTable =>
  table(
    text('DatabaseName', 'TableName', 'ColumnName', 'ColumnType'),
    Object.entries(huntingSchema()).flatMap(([name, columns]) =>
      columns.map((column) => [DATABASE, name, column.name, column.type]),
    ),
  );

const jsonSchema = () => ({
  Databases: {
    [DATABASE]: {
      Name: DATABASE,
      Tables: Object.fromEntries(
        Object.entries(huntingSchema()).map(([Name, columns]) => [
          Name,
          { Name, OrderedColumns: columns.map((column) => ({ Name: column.name, CslType: column.type })) },
        ]),
      ),
      Functions: {},
    },
  },
});

/** What a `.show` command answers; null for any other command, and for a table that there is not. */
export function showCommand(command: string): KustoTable | null {
  const trimmed = command.trim().replace(/;$/, '');
  for (const [pattern, answer] of COMMANDS) {
    const match = pattern.exec(trimmed);
    if (match) return answer(match);
  }
  return null;
}
