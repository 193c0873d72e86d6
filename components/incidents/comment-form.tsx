'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field, Textarea } from '@/components/ui/field';
import { addComment } from '@/lib/actions/comments';
import { useCommand } from '@/lib/client/use-command';
import { COMMENT_LIMIT } from '@/lib/domain/limits';

export interface CommentFormProps {
  readonly targetType: 'incident' | 'alert' | 'user';
  readonly targetId: string;
}

export function CommentForm({ targetType, targetId }: CommentFormProps) {
  const { run, isPending, error } = useCommand();
  const [body, setBody] = useState('');
  return (
    <form
      className="mb-4 flex flex-col gap-2"
      onSubmit={async (event) => {
        event.preventDefault();
        if (await run(() => addComment({ targetType, targetId, body }))) setBody('');
      }}
    >
      <Field label="Comment" error={error ?? undefined}>
        {(state) => (
          <Textarea
            {...state}
            value={body}
            maxLength={COMMENT_LIMIT}
            onChange={(event) => setBody(event.target.value)}
          />
        )}
      </Field>
      <Button
        type="submit"
        variant="primary"
        className="self-end"
        pending={isPending}
        disabled={body.trim() === ''}
      >
        Add comment
      </Button>
    </form>
  );
}
