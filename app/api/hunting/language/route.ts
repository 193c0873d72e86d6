import { languageInput } from '@/lib/domain/inputs/hunting';
import { complete, diagnose, hover } from '@/lib/server/hunting/client';
import { route } from '@/lib/server/route';

/** What the language service says of a text: what is wrong, what may follow, what stands at a place. */
export const POST = route({ permission: 'hunting:read', body: languageInput }, ({ body }) => {
  switch (body.ask) {
    case 'diagnose':
      return diagnose(body.text);
    case 'complete':
      return complete(body.text, body.position);
    case 'hover':
      return hover(body.text, body.position);
  }
});
