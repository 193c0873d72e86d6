'use client';
import { type FormEvent, useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { signInWithPassword } from '@/lib/client/sign-in';

interface Problem {
  readonly title: string;
  readonly fields?: Readonly<Record<string, string>>;
}

export interface SetupFormProps {
  readonly token: string;
  readonly kind: 'firstAdmin' | 'person';
  readonly email: string | null;
}

async function complete(input: Readonly<Record<string, string>>): Promise<{ email: string } | Problem> {
  const response = await fetch('/api/setup', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  return (await response.json()) as { email: string } | Problem;
}

/** Chooses a password by one-time link, then signs in with it. */
export function SetupForm({ token, kind, email }: SetupFormProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    );
    setPending(true);
    const answer = await complete({ ...form, token }).catch(() => ({ title: 'The portal did not answer.' }));
    if ('email' in answer) {
      await signInWithPassword(answer.email, form.password ?? '');
      return window.location.assign('/');
    }
    setProblem(answer);
    setPending(false);
  };
  const isFirst = kind === 'firstAdmin';
  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-4">
      <div>
        <h1 className="font-semibold text-base">{isFirst ? 'Set up Throughline' : 'Choose your password'}</h1>
        <p className="text-muted">{isFirst ? 'You become its first administrator.' : email}</p>
      </div>
      {problem ? (
        <Banner tone="error" live>
          {problem.title}
        </Banner>
      ) : null}
      {isFirst ? (
        <>
          <Field label="Your name" error={problem?.fields?.name}>
            {(state) => <Input {...state} name="name" autoComplete="name" required className="h-9" />}
          </Field>
          <Field label="E-mail" error={problem?.fields?.email}>
            {(state) => (
              <Input {...state} name="email" type="email" autoComplete="username" required className="h-9" />
            )}
          </Field>
        </>
      ) : null}
      <Field label="Password" hint="At least 12 characters." error={problem?.fields?.password}>
        {(state) => (
          <Input
            {...state}
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={12}
            required
            className="h-9"
          />
        )}
      </Field>
      <Button type="submit" variant="primary" pending={pending} className="h-9">
        {isFirst ? 'Create the account' : 'Save and sign in'}
      </Button>
    </form>
  );
}
