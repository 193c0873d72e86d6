import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { buildIfNeeded } from '@/scripts/up/build';
import { atMost, type Figure, plain, type Report } from './lib/report';

/**
 * First-load JavaScript of every route: the scripts that its page names before anything is clicked, compressed as they
 * travel. What is loaded lazily (graph, charts, editor, palette) is not among them.
 */

const BUDGET_KB = 200;

interface RouteStats {
  readonly route: string;
  readonly firstLoadChunkPaths: readonly string[];
}

export async function benchFirstLoad(): Promise<Report> {
  await buildIfNeeded(() => undefined);
  return { title: 'first-load JavaScript by route, gzip', figures: firstLoadFigures() };
}

/** One line for each page, the heaviest first. */
function firstLoadFigures(): readonly Figure[] {
  const stats = JSON.parse(readFileSync('.next/diagnostics/route-bundle-stats.json', 'utf8')) as RouteStats[];
  const sizes = new Map<string, number>();
  const sizeOf = (chunk: string): number => {
    const known = sizes.get(chunk) ?? gzipSync(readFileSync(chunk)).length;
    sizes.set(chunk, known);
    return known;
  };
  const routes = stats
    .filter(({ route }) => !route.startsWith('/api/') && !route.startsWith('/_'))
    .map(({ route, firstLoadChunkPaths }) => ({
      route,
      kb: firstLoadChunkPaths.reduce((sum, chunk) => sum + sizeOf(chunk), 0) / 1024,
    }))
    .sort((a, b) => b.kb - a.kb || a.route.localeCompare(b.route, 'en'));
  const uses = new Map<string, number>();
  for (const chunk of stats.flatMap((one) => one.firstLoadChunkPaths))
    uses.set(chunk, (uses.get(chunk) ?? 0) + 1);
  const shared = [...uses].filter(([, count]) => count === stats.length);
  const everywhere = shared.reduce((sum, [chunk]) => sum + sizeOf(chunk), 0) / 1024;
  return [
    ...routes.map(({ route, kb }) => atMost(route, kb, BUDGET_KB, 'KB')),
    plain('of it on every route', `${everywhere.toFixed(1)} KB`),
  ];
}
