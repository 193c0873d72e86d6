'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/field';
import { openFold, withStep } from './state';
import type { GraphSession } from './use-graph';

const LISTED = 50;

/** What stands behind a folded node: to be taken out one by one, or all at once. */
export function FoldMembers({ session, id }: { readonly session: GraphSession; readonly id: string }) {
  const [filter, setFilter] = useState('');
  const members = session.state.folds.get(id)?.members ?? [];
  const found = members
    .flatMap((member) => session.state.things.get(member) ?? [])
    .filter(({ label }) => label.toLowerCase().includes(filter.toLowerCase()));
  return (
    <section aria-label="Members" className="flex flex-col gap-1.5">
      <div className="flex items-center gap-2">
        <Input
          type="search"
          aria-label="Find among them"
          placeholder="Find among them"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
          className="h-7 text-xs"
        />
        <Button size="sm" onClick={() => openAll(session, id)}>
          Show all {members.length}
        </Button>
      </div>
      <ul className="max-h-64 overflow-y-auto">
        {found.slice(0, LISTED).map((thing) => (
          <li key={thing.id} className="flex min-h-7 items-center gap-2">
            <span className="min-w-0 flex-1 truncate" title={thing.label}>
              {thing.label}
            </span>
            <Button
              size="sm"
              variant="ghost"
              className="h-6"
              aria-label={`Take out ${thing.label}`}
              onClick={() => session.apply((old) => openFold(old, id, [thing.id]))}
            >
              Take out
            </Button>
          </li>
        ))}
      </ul>
      {found.length > LISTED ? (
        <p className="text-muted">
          {LISTED} of {found.length} are listed.
        </p>
      ) : null}
      {found.length === 0 ? <p className="text-muted">None of them is called that.</p> : null}
    </section>
  );
}

/** Puts all members of a fold on the table. */
function openAll(session: GraphSession, id: string): void {
  session.apply((old) => withStep(openFold(old, id), { verb: 'o', node: id, kind: '' }));
  session.select(null);
}
