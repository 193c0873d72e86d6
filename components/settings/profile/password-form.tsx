'use client';
import { type FormEvent, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { changePasswordAction } from '@/lib/actions/session';
import { useCommand } from '../use-command';

export function PasswordForm() {
  const form = useRef<HTMLFormElement>(null);
  const change = useCommand(changePasswordAction, {
    done: 'Password changed; your other sessions have ended',
    onDone: () => form.current?.reset(),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    change.run({ current: String(fields.get('current')), next: String(fields.get('next')) });
  };
  return (
    <form ref={form} onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Current password" error={change.fields.current}>
        {(state) => (
          <Input {...state} name="current" type="password" autoComplete="current-password" required />
        )}
      </Field>
      <Field
        label="New password"
        hint="At least 12 characters. All your other sessions end."
        error={change.fields.next}
      >
        {(state) => (
          <Input {...state} name="next" type="password" autoComplete="new-password" minLength={12} required />
        )}
      </Field>
      <Button type="submit" pending={change.pending} className="self-start">
        Change password
      </Button>
    </form>
  );
}
