import 'server-only';
import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { DEFAULT_TENANT } from '../tenant';
import { clientAddress } from './client-address';
import { authOptions } from './options';
import { countSignIn } from './rate-limit';

/** The account that an attempt names, from JSON or a form. */
async function accountOf(request: Request): Promise<string> {
  const copy = request.clone();
  const isJson = request.headers.get('content-type')?.includes('application/json');
  const body: unknown = isJson
    ? await copy.json().catch(() => null)
    : Object.fromEntries(await copy.formData().catch(() => new FormData()));
  const email = body && typeof body === 'object' && 'email' in body ? body.email : '';
  return typeof email === 'string' ? email : '';
}

/** Serves next-auth's own addresses. Attempts with a password are counted before anything is looked up. */
export async function handleAuth(request: Request): Promise<Response> {
  const nextauth = new URL(request.url).pathname.split('/').slice(3);
  if (request.method === 'POST' && nextauth.join('/') === 'callback/credentials') {
    await countSignIn(clientAddress(request.headers), await accountOf(request));
  }
  const context = { params: Promise.resolve({ nextauth }) };
  return NextAuth(request as NextRequest, context, authOptions(request.headers, DEFAULT_TENANT));
}
