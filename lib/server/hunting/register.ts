import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBValue,
  VARCHAR,
} from '@duckdb/node-api';
import { HOST_FUNCTIONS } from '@/lib/kql/host';
import { type HostFunction, host } from '@/lib/kql/host/define';
import { Json } from '@/lib/kql/host/geo/json';
import { Refused } from '@/lib/kql/host/geo/refuse';
import { preludeSql } from '@/lib/kql/sql/prelude';
import type { ScalarType } from '@/lib/kql/types';
import { geoLookup } from '@/lib/server/geo/lookup';

/** How a value crosses between DuckDB and TypeScript: dynamics as their text. */
const CROSSING: Readonly<Record<ScalarType, DuckDBType>> = {
  bool: BOOLEAN,
  int: BIGINT,
  long: BIGINT,
  real: DOUBLE,
  decimal: VARCHAR,
  datetime: BIGINT,
  timespan: BIGINT,
  string: VARCHAR,
  guid: VARCHAR,
  dynamic: VARCHAR,
};

function arriving(value: DuckDBValue, type: ScalarType): unknown {
  if (value === null) return null;
  if (type === 'dynamic') return JSON.parse(String(value));
  return typeof value === 'bigint' ? Number(value) : value;
}

/** How many values a function keeps in mind, and how long the longest of them is. */
const KEPT = 64;
const LONGEST = 1_000_000;

/** Reads dynamics. The same text gives the same object while it is in mind, so that a shape is worked out once. */
function reader(): (value: DuckDBValue) => unknown {
  const known = new Map<string, unknown>();
  let [last, found]: [DuckDBValue, unknown] = [null, null];
  return (value) => {
    if (value === null) return null;
    if (value === last) return found;
    const text = String(value);
    last = value;
    found = known.get(text) ?? JSON.parse(text);
    known.delete(text);
    if (text.length <= LONGEST) known.set(text, found);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return found;
  };
}

function leaving(value: unknown, type: ScalarType): DuckDBValue {
  if (value === null || value === undefined) return null;
  switch (CROSSING[type]) {
    case BIGINT:
      return typeof value === 'bigint' ? value : BigInt(Math.trunc(Number(value)));
    case BOOLEAN:
      return Boolean(value);
    case DOUBLE:
      return Number(value);
    default:
      if (type !== 'dynamic') return String(value);
      return value instanceof Json ? value.text : JSON.stringify(value);
  }
}

function functionOf({ name, parameters, returns, run }: HostFunction): DuckDBScalarFunction {
  const readers = parameters.map((type) =>
    name.startsWith('geo_') && type === 'dynamic' ? reader() : undefined,
  );
  return DuckDBScalarFunction.create({
    name: `kql_${name}`,
    parameterTypes: parameters.map((type) => CROSSING[type]),
    returnType: CROSSING[returns],
    specialHandling: true,
    mainFunction: (_info, input, output) => {
      const columns = parameters.map((type, index) => {
        const values = input.getColumnValues(index);
        const read = readers[index];
        return values.map(read ?? ((value) => arriving(value, type)));
      });
      for (let row = 0; row < input.rowCount; row++) {
        output.setItem(row, leaving(answer(run, columns, row), returns));
      }
      output.flush();
    },
  });
}

/** A function that cannot make sense of its arguments gives null. */
function answer(run: HostFunction['run'], columns: readonly (readonly unknown[])[], row: number): unknown {
  const args = columns.map((column) => column[row]);
  if (args.length > 0 && (args[0] === null || args[0] === undefined)) return null;
  try {
    return run(...(args as never[]));
  } catch (error) {
    if (error instanceof Refused) throw error;
    return null;
  }
}

/** Where an address is: the databases are the server's. */
const GEO = host('geo_info', ['string'], 'dynamic', (address: string) => {
  const found = geoLookup(address);
  if (!found) return null;
  const { country, city, latitude, longitude } = found;
  return { country, city, latitude, longitude };
});

/** Gives a connection the language's functions. */
export async function registerKql(connection: DuckDBConnection): Promise<void> {
  for (const one of [...HOST_FUNCTIONS, GEO]) connection.registerScalarFunction(functionOf(one));
  for (const statement of preludeSql()) await connection.run(statement);
}
