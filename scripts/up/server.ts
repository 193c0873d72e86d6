import { type ChildProcess, fork } from 'node:child_process';
import net from 'node:net';
import { inheritedEnv } from '@/lib/server/env';
import { StartError } from './steps';

const RESTART_WINDOW_MS = 60_000;
const MAX_RESTARTS = 5;

/** Fails with a clear text when another program listens where the portal wants to. */
export function requireFreePort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm run up`
          : `The portal cannot listen on ${host}, port ${port}: ${error.message}`;
      reject(new StartError(reason, 3));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** The portal's server as a child process that is started again when something kills it. */
export class ServerProcess {
  private child: ChildProcess | undefined;
  private stopping = false;
  private restarts: number[] = [];
  private readonly onGivingUp: (reason: string) => void;

  constructor(onGivingUp: (reason: string) => void) {
    this.onGivingUp = onGivingUp;
  }

  /** The running server's process, if any. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Resolves when the server listens. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const child = fork('dist/server.mjs', {
        env: inheritedEnv({ NODE_ENV: 'production' }),
        // Rows of ingest live for milliseconds: a larger young generation lets them die there instead of being copied.
        execArgv: ['--enable-source-maps', '--max-semi-space-size=32'],
        stdio: 'inherit',
      });
      this.child = child;
      let ready = false;
      child.on('message', (message) => {
        if (message !== 'ready') return;
        ready = true;
        resolve();
      });
      child.once('exit', (code, signal) => {
        this.child = undefined;
        if (this.stopping) return;
        const reason = signal ?? `exit code ${code}`;
        if (ready) this.restart(reason);
        else reject(new StartError(`The server did not start (${reason}); the reason is above.`));
      });
    });
  }

  private restart(reason: string): void {
    const now = Date.now();
    this.restarts = [...this.restarts.filter((at) => now - at < RESTART_WINDOW_MS), now];
    if (this.restarts.length > MAX_RESTARTS) {
      this.onGivingUp(`The server ended ${this.restarts.length} times within a minute (${reason}).`);
      return;
    }
    console.error(`The server ended (${reason}) and is started again.`);
    this.start().catch((error: Error) => this.onGivingUp(error.message));
  }

  /** Asks the server to finish its work and waits until it is gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (!child) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.connected) child.send('stop');
    else child.kill('SIGTERM');
    await gone;
  }
}
