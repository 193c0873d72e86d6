'use server';
import { z } from 'zod';
import { ROLES } from '@/lib/domain/permissions';
import { action } from '@/lib/server/action';
import {
  endSessions,
  invitePerson,
  newPersonLink,
  setDisabled,
  setRoles,
} from '@/lib/server/people/commands';

const Roles = z.array(z.enum(ROLES)).min(1, 'Choose at least one role.');
const Id = z.object({ id: z.string().min(1).max(100) });
const Invite = z.object({
  email: z.email('Enter an e-mail address.'),
  name: z.string().trim().min(1, 'Enter a name.').max(120),
  roles: Roles,
});

export const invitePersonAction = action
  .metadata({ permission: 'people:manage' })
  .inputSchema(Invite)
  .action(({ parsedInput, ctx }) => invitePerson(ctx.actor, ctx.requestId, parsedInput));

export const setRolesAction = action
  .metadata({ permission: 'people:manage' })
  .inputSchema(Id.extend({ roles: Roles }))
  .action(({ parsedInput, ctx }) => setRoles(ctx.actor, ctx.requestId, parsedInput.id, parsedInput.roles));

export const setDisabledAction = action
  .metadata({ permission: 'people:manage' })
  .inputSchema(Id.extend({ disabled: z.boolean() }))
  .action(({ parsedInput, ctx }) =>
    setDisabled(ctx.actor, ctx.requestId, parsedInput.id, parsedInput.disabled),
  );

export const endSessionsAction = action
  .metadata({ permission: 'people:manage' })
  .inputSchema(Id)
  .action(({ parsedInput, ctx }) => endSessions(ctx.actor, ctx.requestId, parsedInput.id));

export const newPersonLinkAction = action
  .metadata({ permission: 'people:manage' })
  .inputSchema(Id)
  .action(({ parsedInput, ctx }) => newPersonLink(ctx.actor, ctx.requestId, parsedInput.id));
