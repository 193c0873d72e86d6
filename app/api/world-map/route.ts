import { worldSvg } from '@/lib/server/map/world-svg';
import { route } from '@/lib/server/route';

/** Outlines of the countries, for the maps of the portal. The same for everybody until the next version. */
export const GET = route(
  { permission: 'portal:read' },
  () =>
    new Response(worldSvg(), {
      headers: { 'content-type': 'image/svg+xml', 'cache-control': 'private, max-age=86400' },
    }),
);
