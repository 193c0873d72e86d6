/** Called once by Next when a server starts: the engine and the live channel begin to work beside it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const [{ startBackground }, { startLive }] = await Promise.all([
    import('@/lib/server/worker/start'),
    import('@/lib/server/outbox/start'),
  ]);
  startBackground();
  startLive();
}
