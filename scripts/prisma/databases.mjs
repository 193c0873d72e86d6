import pg from 'pg';

/** Name of the database that a connection URL points at. */
export const databaseName = (url) => decodeURIComponent(new URL(url).pathname.slice(1));

/** Runs `work(client, quotedName)` connected to the maintenance database of the same server. */
export async function administer(url, work, name = databaseName(url)) {
  const target = new URL(url);
  target.pathname = '/postgres';
  target.search = '';
  const client = new pg.Client({ connectionString: target.href });
  await client.connect();
  try {
    return await work(client, client.escapeIdentifier(name));
  } finally {
    await client.end();
  }
}

export const createDatabase = (url, name) =>
  administer(url, (client, quoted) => client.query(`CREATE DATABASE ${quoted}`), name);

export const dropDatabase = (url, name) =>
  administer(url, (client, quoted) => client.query(`DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)`), name);
