'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { LinkTerms } from '@/components/incidents/link-reason';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field, Input } from '@/components/ui/field';
import { whyQuery } from '@/lib/client/why-query';
import type { WhyView } from '@/lib/domain/views/why';

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
        {data ? <Answer why={data} /> : null}
      </div>
    </Card>
  );
}

function Answer({ why }: { readonly why: WhyView }) {
  const { other, pair } = why;
  return (
    <div className="mt-3">
      <p className="font-medium text-sm">
        {why.linked ? 'Linked to ' : 'Not linked to '}
        <Link href={`/alerts/${encodeURIComponent(other.id)}`} className="underline">
          {other.title}
        </Link>
        {other.incidentNumber === null ? null : `, incident #${other.incidentNumber}`}
      </p>
      <ul className="mt-1 list-disc pl-5 text-sm">
        {why.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {pair.terms.length === 0 ? null : <LinkTerms link={pair} />}
    </div>
  );
}
