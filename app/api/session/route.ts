import { route } from '@/lib/server/route';

/** Whether the session still lives: 401 when it does not. */
export const GET = route({ permission: 'portal:read' }, ({ actor }) => ({ id: actor.id, name: actor.name }));
