'use client';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { deleteComment, editComment } from '@/lib/actions/comments';
import { useCommand } from '@/lib/client/use-command';
import { CommentEditor } from './comment-editor';

export interface OwnCommentProps {
  readonly id: string;
  readonly body: string;
  /** The comment as it is read. */
  readonly children: ReactNode;
}

/** A comment of the reader's own: it can be changed and taken back, and the trail of both stays. */
export function OwnComment({ id, body, children }: OwnCommentProps) {
  const { run, isPending, error, clear } = useCommand();
  const [mode, setMode] = useState<'read' | 'edit' | 'delete'>('read');
  const back = () => {
    clear();
    setMode('read');
  };
  if (mode === 'edit') {
    return (
      <CommentEditor
        label="Edit the comment"
        initial={body}
        submit="Save"
        pending={isPending}
        error={error}
        actions={<Button onClick={back}>Cancel</Button>}
        onSubmit={async (text, mentions) => {
          const isSaved = await run(() => editComment({ id, body: text, mentions: [...mentions] }));
          if (isSaved) setMode('read');
          return isSaved;
        }}
      />
    );
  }
  return (
    <>
      {children}
      <div className="mt-1 flex gap-1 print:hidden">
        <Button size="sm" variant="ghost" onClick={() => setMode('edit')}>
          Edit
        </Button>
        <Button size="sm" variant="ghost" onClick={() => setMode('delete')}>
          Delete …
        </Button>
      </div>
      {mode === 'delete' ? (
        <Dialog
          open
          onOpenChange={(open) => !open && back()}
          title="Delete the comment"
          description="That you wrote here stays visible; what it said stays in the audit log."
          width="sm"
          footer={
            <>
              <Button onClick={back}>Cancel</Button>
              <Button
                variant="danger"
                pending={isPending}
                onClick={async () => {
                  if (await run(() => deleteComment({ id }))) setMode('read');
                }}
              >
                Delete the comment
              </Button>
            </>
          }
        >
          {error === null ? null : <p className="text-high-fg">{error}</p>}
        </Dialog>
      ) : null}
    </>
  );
}
