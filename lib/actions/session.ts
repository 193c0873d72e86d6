'use server';
import { z } from 'zod';
import { timeZones } from '@/lib/domain/time-zones';
import { action } from '@/lib/server/action';
import { newPassword } from '@/lib/server/auth/password';
import { changePassword, endOwnSession, updateProfile } from '@/lib/server/people/profile';

const timeZone = z
  .string()
  .max(64)
  .refine((zone) => timeZones().includes(zone), 'Unknown time zone.');

export const updateProfileAction = action
  .metadata({ permission: 'portal:read' })
  .inputSchema(z.object({ name: z.string().trim().min(1, 'Enter your name.').max(120), timeZone }))
  .action(({ parsedInput, ctx }) => updateProfile(ctx.actor, ctx.requestId, parsedInput));

export const changePasswordAction = action
  .metadata({ permission: 'portal:read' })
  .inputSchema(z.object({ current: z.string().min(1, 'Enter your password.').max(1_000), next: newPassword }))
  .action(({ parsedInput, ctx }) =>
    changePassword(ctx.actor, ctx.requestId, { ...parsedInput, sessionId: ctx.session.sessionId }),
  );

export const endOwnSessionAction = action
  .metadata({ permission: 'portal:read' })
  .inputSchema(z.object({ sessionId: z.string().min(1).max(100) }))
  .action(({ parsedInput, ctx }) => endOwnSession(ctx.actor, ctx.requestId, parsedInput.sessionId));
