import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { inheritedEnv } from '@/lib/server/env';
import { startPostgres, stopPostgres } from '@/lib/server/postgres/cluster';
import { migrate } from '@/lib/server/postgres/migrate';
import { bundle, PROGRAMS } from '@/scripts/lib/bundle';

const TSX = ['--conditions=react-server', '--import', 'tsx'];

/** A portal without its web server: PostgreSQL with real fsync, the engine worker, its lake process, and importers. */
export class TestPortal {
  appUrl = '';
  private worker: ChildProcess | undefined;
  private importer: ChildProcess | undefined;

  /** @param programs the folder that `buildPrograms` filled */
  constructor(
    readonly dataDir: string,
    private readonly programs: string,
  ) {}

  async start(): Promise<void> {
    await this.startDatabase();
    this.startWorker();
  }

  async startDatabase(): Promise<void> {
    const { adminUrl, appUrl } = await startPostgres({
      dir: path.join(this.dataDir, 'postgres'),
      keepPort: true,
    });
    await migrate(adminUrl);
    this.appUrl = appUrl;
  }

  startWorker(): void {
    const program = path.join(this.programs, 'worker.mjs');
    this.worker = spawn(process.execPath, [program], { env: this.environment(), stdio: 'ignore' });
  }

  /** Imports a file; started again it goes on where it was. Resolves with its exit code, null when it was killed. */
  import(file: string): Promise<number | null> {
    const args = [...TSX, 'scripts/import.ts', '--name', 'kill', '--table', 'SigninLogs', file];
    const child = spawn(process.execPath, args, { env: this.environment(), stdio: 'ignore' });
    this.importer = child;
    return new Promise((resolve) => child.once('exit', resolve));
  }

  killWorker(): void {
    this.worker?.kill('SIGKILL');
  }

  killImporter(): void {
    this.importer?.kill('SIGKILL');
  }

  /** Kills the child that writes Parquet; the worker starts another. */
  killLake(): void {
    for (const pid of childrenOf(this.worker?.pid)) kill(pid);
  }

  /** Kills PostgreSQL's parent and every one of its processes, as a power cut would. */
  killDatabase(): void {
    const file = path.join(this.dataDir, 'postgres/data/postmaster.pid');
    const parent = Number(readFileSync(file, 'utf8').split('\n')[0]);
    for (const pid of [...childrenOf(parent), parent]) kill(pid);
  }

  async query<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
    const client = new pg.Client({ connectionString: this.appUrl });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<T>(text)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async stop(): Promise<void> {
    const gone =
      this.worker?.exitCode === null
        ? new Promise((resolve) => this.worker?.once('exit', resolve))
        : undefined;
    this.worker?.kill('SIGTERM');
    await gone;
    await stopPostgres({ dir: path.join(this.dataDir, 'postgres') });
  }

  private environment(): NodeJS.ProcessEnv {
    return inheritedEnv({
      THROUGHLINE_DATA: this.dataDir,
      DATABASE_URL: '',
      LOG_LEVEL: 'silent',
      LAKE_MEMORY_MB: '512',
    });
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already: that is what was wanted.
  }
}

function childrenOf(pid: number | undefined): number[] {
  if (pid === undefined) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

/**
 * Bundles the programs into a folder of this process, so that a portal that runs from dist/ meanwhile keeps its own.
 * @returns the folder; whoever made it takes it away
 */
export async function buildPrograms(): Promise<string> {
  const folder = path.resolve(`.throughline-test/programs-${process.pid}`);
  await bundle(PROGRAMS, folder);
  return folder;
}
