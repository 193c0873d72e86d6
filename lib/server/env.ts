import 'server-only';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ROLES } from '@/lib/domain/permissions';
import { rememberedCluster } from './postgres/secrets';

/**
 * All configuration. Nothing else reads `process.env`; a wrong value stops the start and names the variable and the
 * reason. Every variable is described in docs/configuration.md.
 */

const flag = z.enum(['0', '1']).transform((text) => text === '1');
const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// URL' });
const webUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' })
  .transform((text) => text.replace(/\/+$/, ''));

const roleMap = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON such as {"SOC analysts":"analyst"}' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.enum(ROLES)));

const MEGABYTE = 1024 * 1024;

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  /** Set by Next while it builds. */
  NEXT_PHASE: z.string().optional(),
  /** `0` serves pages and API only; the engine then runs as a process of its own. */
  THROUGHLINE_WORKER: flag.default(true),
  DATABASE_URL: postgresUrl.optional(),
  /** Role that owns the tables, for migrations and restores; DATABASE_URL when absent. */
  DATABASE_ADMIN_URL: postgresUrl.optional(),
  DATABASE_POOL_SIZE: count(2, 200).default(10),
  THROUGHLINE_DATA: z.string().min(1).default('.throughline'),
  PORT: count(1, 65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  THROUGHLINE_URL: webUrl.optional(),
  THROUGHLINE_DEMO: flag.default(true),
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  SESSION_HOURS: count(1, 24 * 30).default(12),
  OIDC_ISSUER: webUrl.optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).default('Single sign-on'),
  OIDC_GROUP_CLAIM: z.string().min(1).default('groups'),
  OIDC_ROLE_MAP: roleMap.default({}),
  /** Addresses or CIDR ranges of reverse proxies whose X-Forwarded-For is believed, comma-separated. */
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'must be addresses or CIDR ranges'))),
  /** Whether webhooks may call loopback and private addresses: off, so that nobody reaches inner services through us. */
  WEBHOOK_PRIVATE_NETWORKS: flag.default(false),
  RETENTION_DAYS: count(1, 3650).default(180),
  ENGINE_MEMORY_MB: count(128, 65_536).default(640),
  LAKE_MEMORY_MB: count(128, 65_536).default(512),
  LAKE_THREADS: count(1, 64).default(1),
  QUERY_MEMORY_MB: count(128, 65_536).default(768),
  QUERY_THREADS: count(1, 64).default(2),
  /** Of the process that runs hunts: the language service takes some 200 MB of it. */
  HUNTING_MEMORY_MB: count(512, 65_536).default(1_536),
  HUNTING_THREADS: count(1, 64).default(2),
  /** Hunts that one API token may begin in a minute. */
  HUNTS_PER_MINUTE: count(1, 100_000).default(120),
  /** A Kusto cluster that hunts run on instead of on the portal's own lake. */
  HUNTING_KUSTO_URL: z.url({ protocol: /^https?$/ }).optional(),
  HUNTING_KUSTO_DATABASE: z.string().min(1).max(1_000).default('NetDefaultDB'),
  HUNTING_KUSTO_TOKEN: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Largest ingest request, after and before decompression. */
  INGEST_MAX_BODY_BYTES: count(1024, 1024 * MEGABYTE).default(32 * MEGABYTE),
  INGEST_MAX_DECOMPRESSED_BYTES: count(1024, 4096 * MEGABYTE).default(256 * MEGABYTE),
  /** Unprocessed bytes in the inbox at which ingest answers 429. */
  INGEST_MAX_PENDING_BYTES: count(MEGABYTE, 1024 * 1024 * MEGABYTE).default(1024 * MEGABYTE),
  /** Largest upload of a watchlist, after and before decompression. */
  WATCHLIST_MAX_BYTES: count(1024, 65_536 * MEGABYTE).default(4096 * MEGABYTE),
  WATCHLIST_MEMORY_MB: count(192, 65_536).default(512),
  API_MAX_BODY_BYTES: count(1024, 64 * MEGABYTE).default(MEGABYTE),
});

type Variables = z.output<typeof schema>;

const OIDC_KEYS = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

const checked = schema.superRefine((value, context) => {
  const missing = OIDC_KEYS.filter((key) => !value[key]);
  if (missing.length === 0 || missing.length === OIDC_KEYS.length) return;
  for (const key of missing) {
    context.addIssue({
      code: 'custom',
      path: [key],
      message: 'is missing: the three OIDC settings go together',
    });
  }
});

/** A configuration error: each line names a variable and what is wrong with its value. */
export class ConfigurationError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Configuration error:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

export interface Env extends Omit<Variables, 'DATABASE_URL' | 'DATABASE_ADMIN_URL' | 'THROUGHLINE_URL'> {
  /** The portal's database; undefined before the embedded cluster was started for the first time. */
  readonly databaseUrl: string | undefined;
  readonly adminUrl: string | undefined;
  /** True when DATABASE_URL names the database, false when it is the embedded one in the data folder. */
  readonly outsideDatabase: boolean;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  readonly postgresDir: string;
  /** Where browsers reach the portal, without a slash at the end. */
  readonly publicUrl: string;
  readonly oidcEnabled: boolean;
}

/** Checks variables and derives what depends on several of them. Empty strings count as unset. Throws ConfigurationError. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = checked.safeParse(given);
  if (!result.success) {
    throw new ConfigurationError(
      result.error.issues.map(({ path: [name, ...rest], message }) => {
        const where = rest.length > 0 ? ` (${rest.map(String).join('.')})` : '';
        return `${String(name)}${where}: ${message}`;
      }),
    );
  }
  const { DATABASE_URL, DATABASE_ADMIN_URL, THROUGHLINE_URL, ...rest } = result.data;
  const dataDir = path.resolve(/* turbopackIgnore: true */ rest.THROUGHLINE_DATA);
  const postgresDir = path.join(dataDir, 'postgres');
  const embedded = DATABASE_URL ? undefined : rememberedCluster(postgresDir);
  return {
    ...rest,
    databaseUrl: DATABASE_URL ?? embedded?.appUrl,
    adminUrl: DATABASE_ADMIN_URL ?? DATABASE_URL ?? embedded?.adminUrl,
    outsideDatabase: DATABASE_URL !== undefined,
    dataDir,
    postgresDir,
    publicUrl: THROUGHLINE_URL ?? `http://localhost:${rest.PORT}`,
    oidcEnabled: rest.OIDC_ISSUER !== undefined,
  };
}

let current: Env | undefined;

/** The configuration of this process, read once. */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/** Variables for a child process: ours with changes, and with none of the database's own `PG…` settings. */
export function inheritedEnv(changes: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(kept), ...changes } as NodeJS.ProcessEnv;
}

/** Changes variables of this process and reads the configuration anew: for start-up scripts and tests. */
export function changeEnv(changes: Readonly<Record<string, string | undefined>>): Env {
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  current = undefined;
  return env();
}

/** The key that signs sessions: NEXTAUTH_SECRET, else one made on first use and kept in the data folder (0600). */
export function authSecret(): string {
  const { NEXTAUTH_SECRET, dataDir } = env();
  if (NEXTAUTH_SECRET) return NEXTAUTH_SECRET;
  const file = path.join(dataDir, 'auth.secret');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    try {
      writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Another process of ours made it a moment ago: use that one.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  return readFileSync(file, 'utf8').trim();
}
