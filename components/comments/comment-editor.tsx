'use client';
import dynamic from 'next/dynamic';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Field, Textarea } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { COMMENT_LIMIT } from '@/lib/domain/limits';
import { useMentions } from './use-mentions';

const Preview = dynamic(() => import('./markdown').then((module) => module.Markdown), {
  loading: () => <Skeleton className="h-16 w-full" />,
});

export interface CommentEditorProps {
  readonly label: string;
  readonly initial?: string;
  readonly submit: string;
  readonly pending: boolean;
  readonly error: string | null;
  /** Resolves to whether it was saved. */
  readonly onSubmit: (body: string, mentions: readonly string[]) => Promise<boolean>;
  /** More buttons, left of the one that saves. */
  readonly actions?: ReactNode;
}

/** Where a comment is written: Markdown, people after `@`, Ctrl+Enter saves. */
export function CommentEditor({
  label,
  initial = '',
  submit,
  pending,
  error,
  onSubmit,
  actions,
}: CommentEditorProps) {
  const [body, setBody] = useState(initial);
  const [isPreview, setIsPreview] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const mentions = useMentions(field, setBody);
  const save = async (event?: FormEvent) => {
    event?.preventDefault();
    if (body.trim() === '' || pending) return;
    if (await onSubmit(body, mentions.chosen)) setBody(initial);
  };
  const isOpen = mentions.offered.length > 0;
  return (
    <form className="flex flex-col gap-2" onSubmit={(event) => void save(event)}>
      <Field label={label} error={error ?? undefined} hint="Markdown. @ names a person. Ctrl+Enter saves.">
        {(state) => (
          <div className="relative">
            <Textarea
              {...state}
              ref={field}
              value={body}
              maxLength={COMMENT_LIMIT}
              aria-autocomplete="list"
              aria-controls={isOpen ? list : undefined}
              aria-activedescendant={isOpen ? `${list}-${mentions.active}` : undefined}
              className={cx('min-h-24', isPreview && 'hidden')}
              onChange={(event) => {
                setBody(event.target.value);
                mentions.look();
              }}
              onBlur={mentions.close}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
                else mentions.onKeyDown(event);
              }}
            />
            {isPreview ? (
              <div className="min-h-24 rounded-md border bg-sunken px-3 py-2">
                <Preview text={body} mentions={[]} />
              </div>
            ) : null}
            {isOpen ? (
              <div
                id={list}
                role="listbox"
                aria-label="People"
                className="absolute top-full z-20 mt-1 w-64 rounded-md border bg-raised p-1 shadow-pop"
              >
                {mentions.offered.map((person, index) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text field's, which keeps the focus
                  <div
                    key={person.id}
                    id={`${list}-${index}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={index === mentions.active}
                    className="cursor-pointer rounded-sm px-2 py-1 aria-selected:bg-hover"
                    onMouseDown={(event) => event.preventDefault()}
                    onClick={() => mentions.choose(person)}
                  >
                    {person.name}
                  </div>
                ))}
              </div>
            ) : null}
          </div>
        )}
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" aria-pressed={isPreview} onClick={() => setIsPreview(!isPreview)}>
          {isPreview ? 'Write' : 'Preview'}
        </Button>
        {actions}
        <Button type="submit" variant="primary" pending={pending} disabled={body.trim() === ''}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
