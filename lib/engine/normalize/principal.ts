import type { TableName } from '@/lib/domain/tables';

/**
 * Tables whose rows' principal is what one column says, in lower case, whenever that is an address. Who looks for such an
 * address may look for the principal.
 */
export const PRINCIPAL_COLUMNS: Readonly<Partial<Record<TableName, string>>> = {
  SigninLogs: 'UserPrincipalName',
  AADNonInteractiveUserSignInLogs: 'UserPrincipalName',
};
