import { Markdown } from '@/components/comments/markdown';
import { OwnComment } from '@/components/comments/own-comment';
import { Avatar } from '@/components/ui/avatar';
import { TimeText } from '@/components/ui/time-text';
import type { ActivityEntry, CommentFacts, FieldChange } from '@/lib/domain/views/incident';
import { changedValue, fieldName } from '@/lib/domain/views/labels';

/** What happened to a thing. Comments are Markdown, in which HTML is text; everything else is plain text. */
export function ActivityList({ entries }: { readonly entries: readonly ActivityEntry[] }) {
  if (entries.length === 0) return <p className="text-muted">Nothing has happened yet.</p>;
  return (
    <ol className="flex flex-col gap-3">
      {entries.map((entry) => (
        <li key={entry.id} className="flex gap-2.5">
          <Avatar name={entry.actor} size="md" />
          <div className="min-w-0 flex-1">
            <p>
              <span className="font-medium">{entry.actor}</span> {entry.title}
              <span className="ml-2 text-muted text-xs">
                <TimeText value={entry.at} />
              </span>
            </p>
            {entry.comment ? (
              <Comment body={entry.body ?? ''} comment={entry.comment} />
            ) : entry.body ? (
              <p className="whitespace-pre-wrap break-words text-muted">{entry.body}</p>
            ) : null}
            {entry.changes.length > 0 ? <Changes changes={entry.changes} /> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Comment({ body, comment }: { readonly body: string; readonly comment: CommentFacts }) {
  if (comment.deletedAt !== null) {
    return (
      <p className="text-muted italic">
        Taken back <TimeText value={comment.deletedAt} format="relative" />
      </p>
    );
  }
  const read = (
    <div className="mt-1 rounded-md bg-sunken px-3 py-2">
      <Markdown text={body} mentions={comment.mentions} />
      {comment.editedAt === null ? null : (
        <p className="mt-1 text-2xs text-muted">
          Edited <TimeText value={comment.editedAt} format="relative" />
        </p>
      )}
    </div>
  );
  if (!comment.isOwn) return read;
  return (
    <OwnComment id={comment.id} body={body}>
      {read}
    </OwnComment>
  );
}

/** What did change; of one detection among many the kind alone, its id is in the audit log. */
const shownOf = (changes: readonly FieldChange[]) =>
  changes
    // Whether a person or the engine set it is told by who did it.
    .filter(({ field, from, to }) => from !== to && !field.endsWith('IsCustom'))
    .map((change) => ({
      ...change,
      key: change.field,
      field: change.field.replace(/^detection .*/, 'detection'),
    }));

function Changes({ changes }: { readonly changes: readonly FieldChange[] }) {
  return (
    <ul className="mt-0.5 text-xs">
      {shownOf(changes).map(({ key, field, from, to }) => (
        <li key={key} className="break-words">
          <span className="text-muted">{fieldName(field)}: </span>
          <span className="text-muted line-through">{changedValue(field, from)}</span>
          <span aria-hidden="true"> → </span>
          <span className="sr-only"> became </span>
          <span>{changedValue(field, to)}</span>
        </li>
      ))}
    </ul>
  );
}
