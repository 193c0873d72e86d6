import { languageInput } from '@/lib/domain/inputs/hunting';
import { complete, diagnose, hover } from '@/lib/server/hunting/client';
import { route } from '@/lib/server/route';

/** What the language service says of a text: what is wrong, what may follow, what stands at a place. */
export const POST = route({ permission: 'hunting:read', body: languageInput }, ({ actor, body }) => {
  switch (body.ask) {
    case 'diagnose':
      return diagnose(actor.tenantId, body.text);
    case 'complete':
      return complete(actor.tenantId, body.text, body.position);
    case 'hover':
      return hover(actor.tenantId, body.text, body.position);
  }
});
