/** Host of the placeholder URL that prisma.config.ts gives when no database is named. */
const OFFLINE_HOST = 'offline.invalid';

export const isOffline = (url) => new URL(url).hostname === OFFLINE_HOST;

/** Column types of the one row below, in the adapter's numbering: boolean, text, int32. */
const VERSION_TYPES = [5, 7, 0];

/**
 * Adapter for commands that compare schema files only: it answers the engine's opening question for the server version
 * (the oldest that we support) and refuses everything else.
 */
export function offlineAdapterFactory() {
  const refuse = async () => {
    throw new Error('this command needs a database: set DATABASE_URL');
  };
  const adapter = {
    provider: 'postgres',
    adapterName: 'offline',
    queryRaw: async ({ sql }) =>
      sql.includes('server_version_num')
        ? {
            columnTypes: VERSION_TYPES,
            columnNames: ['exists', 'version', 'numeric_version'],
            rows: [[true, 'PostgreSQL 15.0', 150000]],
          }
        : refuse(),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: async () => {},
  };
  return {
    provider: 'postgres',
    adapterName: 'offline',
    connect: async () => adapter,
    connectToShadowDb: refuse,
  };
}
