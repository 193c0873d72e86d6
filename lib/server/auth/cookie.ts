import 'server-only';
import { env } from '../env';

/** How long a session lives at most, seconds. */
export const sessionSeconds = (): number => env().SESSION_HOURS * 3_600;

/** Cookies are marked Secure where browsers reach the portal over HTTPS. */
export const secureCookies = (): boolean => env().publicUrl.startsWith('https://');

/** `__Host-` binds the cookie to this host, path / and HTTPS; a portal on plain HTTP cannot have that. */
export const sessionCookieName = (): string => (secureCookies() ? '__Host-throughline' : 'throughline');

/** The value of one cookie of a Cookie header. */
export function readCookie(header: string | null, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}
