'use client';
import { Save, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox, Field, Input } from '@/components/ui/field';
import { useToast } from '@/components/ui/toast';
import { deleteGraph, saveGraph } from '@/lib/actions/graphs';
import { useCommand } from '@/lib/client/use-command';
import type { SavedGraphRow } from '@/lib/domain/views/investigation';
import type { GraphState } from './model';
import { toDocument } from './state';
import type { GraphSession } from './use-graph';

export interface SaveGraphProps {
  readonly session: GraphSession;
  /** What is open, at the version that is looked at; null for a graph that is not kept yet. */
  readonly saved: SavedGraphRow | null;
  readonly incidentId: string | null;
  readonly suggestedName: string;
  /** The state that is stored, so that it can be told whether there is something to save. */
  readonly stored: GraphState | null;
  readonly onSaved: (id: string, version: number, state: GraphState) => void;
}

/** Keeps the graph, with its incident where it has one. A version that somebody saved meanwhile is never overwritten. */
export function SaveGraph(props: SaveGraphProps) {
  const { session, saved, incidentId, suggestedName, stored, onSaved } = props;
  const router = useRouter();
  const toast = useToast();
  const { run, isPending, error, clear } = useCommand();
  const [dialog, setDialog] = useState<'new' | 'delete' | null>(null);
  const [name, setName] = useState(saved?.name ?? suggestedName);
  const [isShared, setShared] = useState(saved?.isShared ?? incidentId !== null);
  const store = async (asNew: boolean, input: { name: string; isShared: boolean }) => {
    const { state } = session;
    const answer: { id: string; version: number }[] = [];
    const done = await run(async () => {
      const result = await saveGraph({
        ...(saved && !asNew ? { target: { id: saved.id, version: saved.version } } : {}),
        ...input,
        incidentId,
        document: toDocument(state, session.range),
      });
      if (result?.data) answer.push(result.data);
      return result;
    });
    const [made] = answer;
    if (!done || !made) return;
    toast({ title: 'Graph saved', description: input.name, tone: 'success' });
    setDialog(null);
    onSaved(made.id, made.version, state);
    if (made.id !== saved?.id) router.replace(`/graph/${made.id}`);
  };
  const remove = async () => {
    if (!saved || !(await run(() => deleteGraph({ id: saved.id, version: saved.version })))) return;
    toast({ title: 'Graph deleted', description: saved.name, tone: 'success' });
    router.replace(saved.incident ? `/incidents/${saved.incident.number}` : '/graph');
  };
  const isChanged = stored !== session.state;
  return (
    <>
      {saved ? (
        <Button
          size="sm"
          variant="primary"
          pending={isPending}
          disabled={!isChanged}
          onClick={() => void store(false, { name: saved.name, isShared: saved.isShared })}
        >
          <Save className="size-3.5" aria-hidden="true" />
          {isChanged ? 'Save changes' : 'Saved'}
        </Button>
      ) : null}
      <Button size="sm" variant={saved ? 'secondary' : 'primary'} onClick={() => setDialog('new')}>
        {saved ? 'Save as new …' : 'Save …'}
      </Button>
      {saved?.isMine ? (
        <Button size="sm" variant="ghost" onClick={() => setDialog('delete')}>
          <Trash2 className="size-3.5" aria-hidden="true" />
          Delete …
        </Button>
      ) : null}
      {error && dialog === null ? (
        <div className="basis-full">
          <Banner
            tone="error"
            live
            action={
              <Button size="sm" onClick={clear}>
                Close
              </Button>
            }
          >
            {error}
          </Banner>
        </div>
      ) : null}
      <Dialog
        open={dialog === 'new'}
        onOpenChange={(open) => !open && setDialog(null)}
        title="Save the graph"
        description={incidentId === null ? 'It is listed among the graphs.' : 'It is listed on its incident.'}
        footer={
          <>
            <Button onClick={() => setDialog(null)}>Cancel</Button>
            <Button
              variant="primary"
              pending={isPending}
              disabled={name.trim() === ''}
              onClick={() => void store(true, { name: name.trim(), isShared })}
            >
              Save
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-3">
          {error ? (
            <Banner tone="error" live>
              {error}
            </Banner>
          ) : null}
          <Field label="Name">
            {(field) => (
              <Input
                {...field}
                value={name}
                maxLength={200}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Checkbox
            label="Shared"
            hint="Everybody who may see incidents can open it, and analysts can save changes to it. Otherwise only you see it."
            checked={isShared}
            onChange={(event) => setShared(event.target.checked)}
          />
        </div>
      </Dialog>
      <Dialog
        open={dialog === 'delete'}
        onOpenChange={(open) => !open && setDialog(null)}
        title={`Delete ${saved?.name ?? 'the graph'}?`}
        description="The graph is gone for everybody. What it shows stays where it is."
        footer={
          <>
            <Button onClick={() => setDialog(null)}>Cancel</Button>
            <Button variant="danger" pending={isPending} onClick={() => void remove()}>
              Delete the graph
            </Button>
          </>
        }
      >
        {error ? (
          <Banner tone="error" live>
            {error}
          </Banner>
        ) : null}
      </Dialog>
    </>
  );
}
