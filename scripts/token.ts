/**
 * `npm run token -- create --name N --scope ingest,read,write [--days D] | list | revoke ID`: API tokens, against a
 * running portal or a stopped one. `create` prints the token alone on the last line, so that a shell can take it:
 * `TOKEN=$(npm run -s token -- create --name ci --scope ingest | tail -n 1)`.
 */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DAY } from '@/lib/core/time';
import { type Actor, PERMISSIONS, TOKEN_SCOPES } from '@/lib/domain/permissions';
import { closePrisma } from '@/lib/server/db';
import { toPublicError } from '@/lib/server/errors';
import { closePool } from '@/lib/server/pg';
import { createToken, revokeToken } from '@/lib/server/tokens/commands';
import { listTokens } from '@/lib/server/tokens/queries';
import { attach } from './lib/attach';

const USAGE = `usage: npm run token -- create --name NAME --scope ${TOKEN_SCOPES.join(',')} [--days DAYS]
       npm run token -- list
       npm run token -- revoke ID`;

const Create = z.object({
  name: z.string({ error: '--name is missing' }).trim().min(1, '--name is empty').max(120),
  scope: z
    .string({ error: '--scope is missing' })
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(z.enum(TOKEN_SCOPES, `--scope takes ${TOKEN_SCOPES.join(', ')}`)).min(1)),
  days: z.coerce.number('--days must be a number').int().min(1).max(3_650).optional(),
});

/** Whoever may start the command owns the data folder, and so the portal. */
const actorOf = (tenantId: string): Actor => ({
  tenantId,
  kind: 'system',
  id: 'command-line',
  name: 'Command line',
  permissions: new Set(PERMISSIONS),
  roles: [],
  scopes: [],
});

async function create(actor: Actor, values: unknown): Promise<void> {
  const { name, scope, days } = Create.parse(values);
  const expiresAt = days === undefined ? null : new Date(Date.now() + days * DAY);
  const { id, secret } = await createToken(actor, null, { name, scopes: scope, expiresAt });
  console.log(
    `Token ${id} (${scope.join(', ')}), ${expiresAt ? `until ${expiresAt.toISOString()}` : 'without end'}.`,
  );
  console.log('It is shown this once:');
  console.log(secret);
}

async function list(actor: Actor): Promise<void> {
  for (const token of await listTokens(actor)) {
    const used = token.lastUsedAt ? `last used ${token.lastUsedAt}` : 'never used';
    console.log(
      [token.id, `${token.prefix}…`, token.state, token.scopes.join(','), used, token.name].join('  '),
    );
  }
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { name: { type: 'string' }, scope: { type: 'string' }, days: { type: 'string' } },
  });
  const [command, id] = positionals;
  const known = command === 'create' || command === 'list' || (command === 'revoke' && id);
  if (!known) {
    console.error(USAGE);
    return 2;
  }
  if (command === 'create') Create.parse(values);
  const portal = await attach();
  try {
    const actor = actorOf(portal.tenantId);
    if (command === 'create') await create(actor, values);
    else if (command === 'list') await list(actor);
    else if (id) {
      await revokeToken(actor, null, id);
      console.log('revoked');
    }
    return 0;
  } finally {
    await closePrisma();
    await closePool();
    await portal.detach();
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const problems = error instanceof z.ZodError ? error.issues.map((issue) => issue.message) : null;
    console.error(problems ? `${problems.join('\n')}\n${USAGE}` : toPublicError(error).text);
    process.exitCode = problems ? 2 : 1;
  },
);
