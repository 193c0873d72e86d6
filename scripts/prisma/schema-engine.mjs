#!/usr/bin/env node
/**
 * Schema engine for the Prisma CLI that needs no download.
 *
 * The CLI wants a native `schema-engine` binary, which it would fetch from the network. The same engine is on npm as
 * WebAssembly, so this program takes the binary's place: same arguments, same JSON-RPC 2.0 over standard input and
 * output, PostgreSQL reached through `@prisma/adapter-pg`. `prisma.config.ts` points the CLI here.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import readline from 'node:readline';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { administer, createDatabase, databaseName, dropDatabase } from './databases.mjs';
import { migrationAdapterFactory } from './migration-adapter.mjs';
import { isOffline, offlineAdapterFactory } from './offline-adapter.mjs';

/** Engine messages that carry this code are shown by the CLI as they are. */
const RPC_ENGINE_ERROR = 4466;

const { values: options, positionals } = parseArgs({
  args: process.argv.slice(2),
  strict: false,
  allowPositionals: true,
  options: {
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
    version: { type: 'boolean', short: 'V' },
  },
});
const url = options.datasource ? JSON.parse(options.datasource).url : process.env.DATABASE_URL;

/** One-shot commands: the answer is the exit code, errors are one JSON line on standard error. */
async function runCommand(command) {
  try {
    if (command === 'can-connect-to-database') await canConnect();
    else if (command === 'create-database') await createDatabase(url);
    else if (command === 'drop-database') await dropDatabase(url, databaseName(url));
    else throw new Error(`unknown command ${command}`);
  } catch (error) {
    const known = { '3D000': 'P1003', '28P01': 'P1000' };
    const message =
      error.code === '3D000' ? `Database \`${databaseName(url)}\` does not exist` : String(error.message);
    const fields = { error_code: known[error.code] ?? 'P1001', message };
    process.stderr.write(`\n${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}`);
    process.exitCode = 1;
  }
}

async function canConnect() {
  const client = new pg.Client({ connectionString: url.split('?')[0] });
  await client.connect();
  await client.end();
}

async function loadEngine() {
  const gluePath = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = await import(pathToFileURL(gluePath).href);
  const module = new WebAssembly.Module(fs.readFileSync(gluePath.replace(/\.js$/, '.wasm')));
  const instance = new WebAssembly.Instance(module, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const datamodels = (options.datamodels ?? []).map((file) => [file, fs.readFileSync(file, 'utf8')]);
  const factory = isOffline(url) ? offlineAdapterFactory() : migrationAdapterFactory(url);
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  return glue.SchemaEngine.new({ datamodels: datamodels.length ? datamodels : undefined }, () => {}, adapter);
}

async function call(engine, method, params) {
  if (method === 'createDatabase') {
    await administer(url, (client, name) => client.query(`CREATE DATABASE ${name}`));
    return { databaseName: databaseName(url) };
  }
  if (method === 'getDatabaseVersion') return engine.version(params ?? undefined);
  if (typeof engine[method] !== 'function') throw new Error(`the WebAssembly engine has no method ${method}`);
  return engine[method](params);
}

const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);

async function answer(engine, { id, method, params }) {
  try {
    const result = await call(engine, method, params);
    // The native engine prints a diff through a callback; the WebAssembly one returns it.
    if (method === 'diff' && typeof result?.stdout === 'string') {
      send({ id: 1e6 + id, method: 'print', params: { content: result.stdout } });
      send({ id, result: { ...result, stdout: null } });
    } else send({ id, result: result ?? {} });
  } catch (error) {
    const message = error?.message ?? String(error);
    const data = {
      is_panic: false,
      message,
      backtrace: null,
      meta: error?.meta ?? {},
      error_code: error?.code,
    };
    send({ id, error: { code: RPC_ENGINE_ERROR, message: 'The schema engine failed: see data.', data } });
  }
}

async function serve() {
  const engine = await loadEngine();
  const running = new Set();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const message = line.trim() ? JSON.parse(line) : {};
    if (!message.method) continue;
    const job = answer(engine, message).finally(() => running.delete(job));
    running.add(job);
  }
  await Promise.all(running);
  process.exit(0);
}

if (options.version) {
  console.log('schema-engine-cli webassembly');
} else if (positionals[0] === 'cli') {
  await runCommand(positionals[1]);
} else {
  await serve();
}
