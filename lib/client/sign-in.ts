'use client';

const JSON_HEADERS = { 'content-type': 'application/json' } as const;

async function csrfToken(): Promise<string> {
  const response = await fetch('/api/auth/csrf', { cache: 'no-store' });
  const { csrfToken: token } = (await response.json()) as { csrfToken: string };
  return token;
}

async function post(path: string, fields: Readonly<Record<string, string>>): Promise<Response> {
  const body = JSON.stringify({ ...fields, csrfToken: await csrfToken(), json: 'true' });
  return fetch(`/api/auth/${path}`, { method: 'POST', headers: JSON_HEADERS, body });
}

export type SignInOutcome = 'ok' | 'refused' | 'limited' | 'failed';

/** Signs in with e-mail and password. `refused` says no more than that: neither which of the two, nor why. */
export async function signInWithPassword(email: string, password: string): Promise<SignInOutcome> {
  try {
    const response = await post('callback/credentials', { email, password, callbackUrl: '/' });
    if (response.ok) return 'ok';
    if (response.status === 429) return 'limited';
    return response.status < 500 ? 'refused' : 'failed';
  } catch {
    return 'failed';
  }
}

/** Goes to the identity provider; it comes back to `next`. */
export async function signInWithProvider(next: string): Promise<void> {
  const response = await post('signin/oidc', { callbackUrl: next });
  const { url } = (await response.json()) as { url: string };
  window.location.assign(url);
}

/** Ends the session on the server, then leaves the portal with a full load, so nothing of it stays in memory. */
export async function signOut(): Promise<void> {
  await post('signout', { callbackUrl: '/signin' });
  window.location.assign('/signin');
}
