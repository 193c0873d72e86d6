/**
 * The portal's HTTP server: Next's production build behind our own listener, so that the client's address is known for
 * certain and shutdown waits for work in flight. `npm run up` starts it; a deployment may run `node dist/server.mjs`.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import next from 'next';
import { PEER_HEADER } from '@/lib/server/auth/client-address';
import { ConfigurationError, env } from '@/lib/server/env';
import { runShutdown } from '@/lib/server/lifecycle';
import { log } from '@/lib/server/log';
import { histogram } from '@/lib/server/metrics';
import { rememberRequest } from '@/lib/server/raw-request';

const CONNECTION_GRACE_MS = 3_000;
const SHUTDOWN_LIMIT_MS = 20_000;
const FORWARDED_HEADERS = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'forwarded',
];

const durations = histogram(
  'throughline_http_request_seconds',
  'Time until the answer was sent, by kind and status class.',
);

/** Measures a request until its answer ends; live streams are left out, they last as long as their browser. */
function measure(request: IncomingMessage, response: ServerResponse): void {
  const started = performance.now();
  const kind = request.url?.startsWith('/api/')
    ? 'api'
    : request.url?.startsWith('/_next/')
      ? 'asset'
      : 'page';
  response.once('finish', () => {
    if (String(response.getHeader('content-type')).startsWith('text/event-stream')) return;
    const labels = {
      kind,
      method: request.method ?? '',
      status: `${Math.floor(response.statusCode / 100)}xx`,
    };
    durations.observe((performance.now() - started) / 1000, labels);
  });
}

/** Names the peer of the connection for certain; without a trusted proxy nobody may speak for another address or host. */
function identify(request: IncomingMessage, behindProxy: boolean): void {
  if (!behindProxy) for (const name of FORWARDED_HEADERS) delete request.headers[name];
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? '';
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

// What we write is for its owner: telemetry, keys, password hashes.
process.umask(0o077);

let ending = false;

async function end(server: Server, reason: string, code: number): Promise<void> {
  if (ending) return;
  ending = true;
  log().info({ reason }, 'stopping');
  setTimeout(() => {
    log().error('shutdown took too long');
    process.exit(1);
  }, SHUTDOWN_LIMIT_MS).unref();
  const closed = new Promise((resolve) => server.close(resolve));
  setTimeout(() => server.closeAllConnections(), CONNECTION_GRACE_MS).unref();
  await runShutdown((name, error) => log().error({ err: error, name }, 'shutdown hook failed'));
  server.closeIdleConnections();
  await closed;
  log().info('stopped');
  process.exit(code);
}

async function main(): Promise<void> {
  const { PORT, HOST, TRUSTED_PROXIES } = env();
  const app = next({ dev: false, dir: process.cwd(), hostname: HOST, port: PORT });
  const handle = app.getRequestHandler();
  const server = createServer((request, response) => {
    identify(request, TRUSTED_PROXIES.length > 0);
    rememberRequest(request, (forget) => response.once('close', forget));
    measure(request, response);
    void handle(request, response);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end(server, signal, 0));
  process.on('message', (message) => {
    if (message === 'stop') void end(server, 'asked to stop', 0);
  });
  process.on('disconnect', () => void end(server, 'the launcher ended', 0));
  process.on('uncaughtException', (error) => {
    log().fatal({ err: error }, 'uncaught exception');
    void end(server, 'uncaught exception', 1);
  });
  await app.prepare();
  await listen(server, PORT, HOST);
  log().info({ host: HOST, port: PORT }, 'listening');
  process.send?.('ready');
}

main().catch((error: unknown) => {
  if (error instanceof ConfigurationError) console.error(error.message);
  else log().fatal({ err: error }, 'the server did not start');
  process.exit(1);
});
