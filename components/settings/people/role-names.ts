import type { Role } from '@/lib/domain/permissions';

/** What people call the roles, and what each is for. */
export const ROLE_TEXT: Readonly<Record<Role, { readonly name: string; readonly hint: string }>> = {
  analyst: { name: 'Analyst', hint: 'Works incidents and alerts, hunts, retries rejected rows.' },
  identityAdmin: {
    name: 'Identity admin',
    hint: 'An analyst who may also confirm, dismiss and remediate user risk.',
  },
  manager: { name: 'Manager', hint: 'Reads everything, changes nothing.' },
  admin: { name: 'Administrator', hint: 'Everything, with people, tokens, webhooks and settings.' },
};
