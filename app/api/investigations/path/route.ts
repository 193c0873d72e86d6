import { pathInput } from '@/lib/domain/inputs/investigation';
import { findPath } from '@/lib/server/graph/path';
import { route } from '@/lib/server/route';

/** The shortest way between two nodes over stored evidence. */
export const GET = route(
  { permission: 'incident:read', query: pathInput },
  ({ actor, query: { from, to, hubs } }) => findPath(actor, from, to, hubs === '1'),
);
