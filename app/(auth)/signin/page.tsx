import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignInForm } from '@/components/auth/sign-in-form';
import { safePath } from '@/lib/server/auth/csp';
import { providerName } from '@/lib/server/auth/providers';
import { getSession } from '@/lib/server/auth/session';

export const metadata: Metadata = { title: 'Sign in' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const { next, callbackUrl, error } = await searchParams;
  const target = typeof next === 'string' ? next : typeof callbackUrl === 'string' ? callbackUrl : '/';
  const path = safePath(target);
  if (await getSession()) redirect(path);
  return <SignInForm next={path} provider={providerName()} refused={error !== undefined} />;
}
