/** Called once by Next when a server starts: the engine begins to work beside it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startBackground } = await import('@/lib/server/worker/start');
  startBackground();
}
