'use client';
import { CommentEditor } from '@/components/comments/comment-editor';
import { addComment } from '@/lib/actions/comments';
import { useCommand } from '@/lib/client/use-command';

export interface CommentFormProps {
  readonly targetType: 'incident' | 'alert' | 'user';
  readonly targetId: string;
}

export function CommentForm({ targetType, targetId }: CommentFormProps) {
  const { run, isPending, error } = useCommand();
  return (
    <div className="mb-4">
      <CommentEditor
        label="Comment"
        submit="Add comment"
        pending={isPending}
        error={error}
        onSubmit={(body, mentions) =>
          run(() => addComment({ targetType, targetId, body, mentions: [...mentions] }))
        }
      />
    </div>
  );
}
