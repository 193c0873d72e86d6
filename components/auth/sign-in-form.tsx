'use client';
import { type FormEvent, useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { type SignInOutcome, signInWithPassword, signInWithProvider } from '@/lib/client/sign-in';

const PROBLEMS: Readonly<Record<Exclude<SignInOutcome, 'ok'>, string>> = {
  refused: 'E-mail address and password do not match an account that may sign in.',
  limited: 'Too many attempts. Wait a few minutes and try again.',
  failed: 'The portal did not answer. Try again in a moment.',
};

export interface SignInFormProps {
  /** A path of this portal. */
  readonly next: string;
  /** Name of the identity provider, where there is one. */
  readonly provider: string | null;
  readonly refused: boolean;
}

export function SignInForm({ next, provider, refused }: SignInFormProps) {
  const [problem, setProblem] = useState(refused ? 'This account may not sign in here.' : null);
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setProblem(null);
    const outcome = await signInWithPassword(String(form.get('email')), String(form.get('password')));
    if (outcome === 'ok') return window.location.assign(next);
    setProblem(PROBLEMS[outcome]);
    setPending(false);
  };
  const leave = () => signInWithProvider(next).catch(() => setProblem(PROBLEMS.failed));
  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-4">
      <h1 className="font-semibold text-base">Sign in</h1>
      {problem ? (
        <Banner tone="error" live>
          {problem}
        </Banner>
      ) : null}
      <Field label="E-mail">
        {(state) => (
          <Input {...state} name="email" type="email" autoComplete="username" required className="h-9" />
        )}
      </Field>
      <Field label="Password">
        {(state) => (
          <Input
            {...state}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            className="h-9"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="h-9">
        {pending ? 'Signing in…' : 'Sign in'}
      </Button>
      {provider ? (
        <>
          <p className="flex items-center gap-3 text-faint text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            or
          </p>
          <Button onClick={leave} className="h-9">
            Continue with {provider}
          </Button>
        </>
      ) : null}
    </form>
  );
}
