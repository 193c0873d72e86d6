import 'server-only';
import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { AppError } from '../errors';
import { readText } from '../route-input';
import { DEFAULT_TENANT } from '../tenant';
import { clientAddress } from './client-address';
import { authOptions } from './options';
import { countSignIn } from './rate-limit';

/** Nobody is known yet here: what is sent is small, or it is not read. */
const MAX_BODY = 64 * 1024;

/** The account that an attempt names, from JSON or a form, as next-auth reads it. */
async function accountOf(request: Request): Promise<string> {
  const copy = request.clone();
  const isJson = request.headers.get('content-type')?.includes('application/json');
  const body: unknown = isJson
    ? await copy.json().catch(() => null)
    : Object.fromEntries(await copy.formData().catch(() => new FormData()));
  const email = body && typeof body === 'object' && 'email' in body ? body.email : '';
  return typeof email === 'string' ? email : '';
}

/** The request with its whole body in memory. */
async function bounded(request: Request): Promise<NextRequest> {
  const { url, method, headers } = request;
  if (method !== 'POST') return new NextRequest(url, { method, headers });
  return new NextRequest(url, { method, headers, body: await readText(request, MAX_BODY) });
}

/** Serves next-auth's own addresses. Attempts with a password are counted before anything is looked up. */
export async function handleAuth(received: Request): Promise<Response> {
  const nextauth = new URL(received.url).pathname.split('/').slice(3);
  const [action, provider, ...rest] = nextauth;
  // next-auth looks at the first two parts only: a longer address must not be another way to the same door.
  if (rest.length > 0) throw new AppError('notFound', 'no such address of next-auth');
  const request = await bounded(received);
  if (request.method === 'POST' && action === 'callback' && provider === 'credentials') {
    await countSignIn(clientAddress(request.headers), await accountOf(request));
  }
  const context = { params: Promise.resolve({ nextauth }) };
  return NextAuth(request, context, authOptions(request.headers, DEFAULT_TENANT));
}
