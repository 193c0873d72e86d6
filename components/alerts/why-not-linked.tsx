'use client';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { WhyAnswer } from '@/components/incidents/why-answer';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field, Input } from '@/components/ui/field';
import { whyQuery } from '@/lib/client/why-query';

/** Asks for any other alert or incident why this alert is not linked to it, and what would tip it. */
export function WhyNotLinked({ alertId }: { readonly alertId: string }) {
  const [draft, setDraft] = useState('');
  const [asked, setAsked] = useState('');
  const { data, isFetching, isError } = useQuery(whyQuery(alertId, asked));
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setAsked(draft.trim());
  };
  return (
    <Card title="Why not linked to …?">
      <form onSubmit={ask} className="flex items-end gap-2">
        <Field
          label="Number of an incident, or id of an alert"
          className="max-w-96 flex-1"
          error={data === null ? 'There is no other alert by this name.' : undefined}
        >
          {(field) => (
            <Input {...field} value={draft} onChange={(event) => setDraft(event.target.value)} required />
          )}
        </Field>
        <Button type="submit" pending={isFetching}>
          Explain
        </Button>
      </form>
      <div aria-live="polite">
        {isError ? <p className="mt-2 text-high-fg text-xs">This could not be asked just now.</p> : null}
        {data ? <WhyAnswer why={data} /> : null}
      </div>
    </Card>
  );
}
