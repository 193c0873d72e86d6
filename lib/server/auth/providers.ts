import 'server-only';
import { env } from '../env';

/** How the identity provider is called on the sign-in page; null where none is configured. */
export const providerName = (): string | null => (env().oidcEnabled ? env().OIDC_NAME : null);
