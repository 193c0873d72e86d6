import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { request } from '@playwright/test';
import { BASE_URL, cookiesOf, DATA, emailOf, PASSWORD, TOKEN_FILE, WHO, type Who } from './portal';

/** Runs when the portal answers: accounts and token, then one sign-in for each person, whose cookies the tests use. */
export default async function setUp(): Promise<void> {
  mkdirSync(path.dirname(TOKEN_FILE), { recursive: true });
  writeFileSync(TOKEN_FILE, seed());
  for (const who of WHO) await signIn(who);
}

function seed(): string {
  const args = ['--conditions=react-server', '--import', 'tsx', 'e2e/support/seed.ts'];
  const env = { ...process.env, THROUGHLINE_DATA: DATA, LOG_LEVEL: 'warn' };
  return execFileSync(process.execPath, args, { env, encoding: 'utf8' });
}

async function signIn(who: Who): Promise<void> {
  const context = await request.newContext({ baseURL: BASE_URL });
  const { csrfToken } = (await (await context.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const data = { email: emailOf(who), password: PASSWORD, csrfToken, callbackUrl: '/', json: 'true' };
  const headers = { origin: BASE_URL };
  const response = await context.post('/api/auth/callback/credentials', { data, headers });
  if (!response.ok()) throw new Error(`${who} cannot sign in: ${response.status()} ${await response.text()}`);
  await context.storageState({ path: cookiesOf(who) });
  await context.dispose();
}
