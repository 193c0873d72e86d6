'use client';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input, Select } from '@/components/ui/field';
import { updateProfileAction } from '@/lib/actions/session';
import { presentZone } from '@/lib/domain/time-zones';
import { useCommand } from '../use-command';

export interface ProfileFormProps {
  readonly name: string;
  readonly email: string;
  readonly timeZone: string;
  /** IANA names. */
  readonly timeZones: readonly string[];
}

export function ProfileForm({ name, email, timeZone, timeZones }: ProfileFormProps) {
  const [zone, setZone] = useState(timeZone);
  const save = useCommand(updateProfileAction, { done: 'Profile saved' });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.run({ name: String(new FormData(event.currentTarget).get('name')), timeZone: zone });
  };
  const takeBrowserZone = () => {
    const own = presentZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
    if (timeZones.includes(own)) setZone(own);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="Name" error={save.fields.name}>
        {(state) => (
          <Input {...state} name="name" defaultValue={name} autoComplete="name" required maxLength={120} />
        )}
      </Field>
      <Field label="E-mail">{(state) => <Input {...state} value={email} readOnly disabled />}</Field>
      <Field
        label="Time zone"
        hint="All times are written in it, with the offset; UTC shows on hover."
        error={save.fields.timeZone}
      >
        {(state) => (
          <div className="flex gap-2">
            <Select
              {...state}
              className="min-w-0 flex-1"
              value={zone}
              onChange={(event) => setZone(event.target.value)}
              options={timeZones.map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
            />
            <Button onClick={takeBrowserZone}>Use this browser’s</Button>
          </div>
        )}
      </Field>
      <Button type="submit" variant="primary" pending={save.pending} className="self-start">
        Save profile
      </Button>
    </form>
  );
}
