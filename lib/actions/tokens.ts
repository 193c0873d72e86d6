'use server';
import { z } from 'zod';
import { DAY } from '@/lib/core/time';
import { TOKEN_SCOPES } from '@/lib/domain/permissions';
import { action } from '@/lib/server/action';
import { createToken, revokeToken } from '@/lib/server/tokens/commands';

const NewToken = z.object({
  name: z.string().trim().min(1, 'Enter a name.').max(120),
  scopes: z.array(z.enum(TOKEN_SCOPES)).min(1, 'Choose at least one scope.'),
  /** Days from now; null: never. */
  days: z.number().int().min(1).max(3_650).nullable(),
});

export const createTokenAction = action
  .metadata({ permission: 'token:manage' })
  .inputSchema(NewToken)
  .action(({ parsedInput: { name, scopes, days }, ctx }) => {
    const expiresAt = days === null ? null : new Date(Date.now() + days * DAY);
    return createToken(ctx.actor, ctx.requestId, { name, scopes, expiresAt });
  });

export const revokeTokenAction = action
  .metadata({ permission: 'token:manage' })
  .inputSchema(z.object({ id: z.string().min(1).max(100) }))
  .action(({ parsedInput, ctx }) => revokeToken(ctx.actor, ctx.requestId, parsedInput.id));
