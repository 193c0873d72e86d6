'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Textarea } from '@/components/ui/field';
import type { DisplayNode } from './display';
import { setNote } from './state';
import type { GraphSession } from './use-graph';

/** A person's own words on a node: kept with the graph, marked on the picture. */
export function NoteField({ session, node }: { readonly session: GraphSession; readonly node: DisplayNode }) {
  const [draft, setDraft] = useState(node.note ?? '');
  const isChanged = draft.trim() !== (node.note ?? '');
  return (
    <Field label="Note">
      {(state) => (
        <div className="flex flex-col items-end gap-1.5">
          <Textarea
            {...state}
            data-note
            value={draft}
            maxLength={500}
            className="min-h-14 text-xs"
            onChange={(event) => setDraft(event.target.value)}
          />
          {isChanged ? (
            <Button size="sm" onClick={() => session.apply((old) => setNote(old, node.id, draft))}>
              Keep the note
            </Button>
          ) : null}
        </div>
      )}
    </Field>
  );
}
