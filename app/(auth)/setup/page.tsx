import type { Metadata } from 'next';
import Link from 'next/link';
import { SetupForm } from '@/components/auth/setup-form';
import { setupOffer } from '@/lib/server/auth/setup';

export const metadata: Metadata = { title: 'Set up' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SetupPage({ searchParams }: Props) {
  const { token } = await searchParams;
  const secret = typeof token === 'string' ? token : '';
  const offer = secret ? await setupOffer(secret) : null;
  if (offer) return <SetupForm token={secret} kind={offer.kind} email={offer.email} />;
  return (
    <div className="flex flex-col gap-2">
      <h1 className="font-semibold text-base">This link does not work any more</h1>
      <p className="text-muted">
        A link works once and for 24 hours. Ask an administrator for a new one, or{' '}
        <Link href="/signin" className="text-accent underline underline-offset-2">
          sign in
        </Link>
        .
      </p>
    </div>
  );
}
