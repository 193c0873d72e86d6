'use client';
import { type FormEvent, useRef } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { addMappingAction, removeMappingAction } from '@/lib/actions/detection-settings';
import type { DomainMapping } from '@/lib/domain/views/detection-settings';
import { useCommand } from '../use-command';

export interface DomainMappingsProps {
  readonly mappings: readonly DomainMapping[];
  readonly editable: boolean;
}

/** Which NT domain is which UPN suffix, where rows alone do not tell. */
export function DomainMappings({ mappings, editable }: DomainMappingsProps) {
  return (
    <div className="flex flex-col gap-3">
      {mappings.length === 0 ? (
        <p className="text-muted">No pair is set. Pairs that rows prove are learnt by themselves.</p>
      ) : (
        <ul aria-label="Domain pairs" className="flex flex-col gap-1">
          {mappings.map((pair) => (
            <Pair key={`${pair.domain} ${pair.suffix}`} pair={pair} editable={editable} />
          ))}
        </ul>
      )}
      {editable ? <AddPair /> : null}
    </div>
  );
}

function Pair({ pair, editable }: { readonly pair: DomainMapping; readonly editable: boolean }) {
  const remove = useCommand(removeMappingAction, { done: 'Pair removed' });
  return (
    <li className="flex items-center gap-2">
      <code className="font-mono text-xs">
        {pair.domain}\name ↔ name@{pair.suffix}
      </code>
      {editable ? (
        <Button size="sm" variant="ghost" pending={remove.pending} onClick={() => remove.run(pair)}>
          Remove<span className="sr-only"> {pair.domain}</span>
        </Button>
      ) : null}
    </li>
  );
}

function AddPair() {
  const form = useRef<HTMLFormElement>(null);
  const add = useCommand(addMappingAction, {
    done: 'Pair added: it counts from the next batch on',
    onDone: () => form.current?.reset(),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    add.run({ domain: String(data.get('domain')), suffix: String(data.get('suffix')) });
  };
  return (
    <form ref={form} onSubmit={submit} className="flex flex-wrap items-start gap-3">
      <Field label="NT or DNS domain" error={add.fields.domain}>
        {(state) => <Input {...state} name="domain" placeholder="CONTOSO" required maxLength={253} />}
      </Field>
      <Field label="UPN suffix" error={add.fields.suffix}>
        {(state) => <Input {...state} name="suffix" placeholder="contoso.com" required maxLength={253} />}
      </Field>
      <Button type="submit" className="mt-5" pending={add.pending}>
        Add pair
      </Button>
    </form>
  );
}
