import { PrismaPg } from '@prisma/adapter-pg';
import { createDatabase, dropDatabase } from './databases.mjs';

/**
 * Catalog types that the adapter does not map but introspection reads, by PostgreSQL oid, with the adapter's column
 * type that fits: "char", name, their arrays, regclass, regtype and regproc.
 */
const CATALOG_TYPES = new Map([
  [18, 6],
  [19, 7],
  [24, 7],
  [194, 7],
  [1002, 70],
  [1003, 71],
  [2205, 7],
  [2206, 7],
]);
const TEXT_OID = 25;

/** Teaches one adapter instance the catalog types: they travel as text and get their column type afterwards. */
function readCatalogTypes(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw;
  adapter.queryRaw = (query) => {
    const fixes = [];
    const scoped = Object.create(adapter, {
      performIO: {
        value: async (sql) => {
          const result = await performIO(sql);
          for (const [index, field] of (result.fields ?? []).entries()) {
            const type = CATALOG_TYPES.get(field.dataTypeID);
            if (type === undefined) continue;
            fixes.push([index, type]);
            field.dataTypeID = TEXT_OID;
          }
          return result;
        },
      },
    });
    return queryRaw.call(scoped, query).then((result) => {
      for (const [index, type] of fixes) result.columnTypes[index] = type;
      return result;
    });
  };
}

/** Sends scripts whole: the adapter would cut them at every `;`, also inside function bodies and literals. */
function sendScriptsWhole(adapter) {
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
}

async function connect(url, schema) {
  const adapter = await new PrismaPg({ connectionString: url, max: 1 }, { schema }).connect();
  readCatalogTypes(adapter);
  sendScriptsWhole(adapter);
  return adapter;
}

/** Adapter factory for the schema engine; shadow databases are made beside the real one and dropped on dispose. */
export function migrationAdapterFactory(url) {
  const target = new URL(url);
  const schema = target.searchParams.get('schema') ?? 'public';
  target.search = '';
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(target.href, schema),
    connectToShadowDb: async () => {
      const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
      await createDatabase(url, name);
      const shadow = new URL(target);
      shadow.pathname = `/${name}`;
      const adapter = await connect(shadow.href, schema);
      const dispose = adapter.dispose.bind(adapter);
      adapter.dispose = async () => {
        await dispose();
        await dropDatabase(url, name);
      };
      return adapter;
    },
  };
}
