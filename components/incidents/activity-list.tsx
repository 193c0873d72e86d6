import { Avatar } from '@/components/ui/avatar';
import { TimeText } from '@/components/ui/time-text';
import type { ActivityEntry, FieldChange } from '@/lib/domain/views/incident';
import { changedValue, fieldName } from '@/lib/domain/views/labels';

/** What happened to a thing, newest first. Everything is shown as plain text. */
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
            {entry.body ? (
              <p
                className={
                  entry.kind === 'comment'
                    ? 'mt-1 whitespace-pre-wrap break-words rounded-md bg-sunken px-3 py-2'
                    : 'whitespace-pre-wrap break-words text-muted'
                }
              >
                {entry.body}
              </p>
            ) : null}
            {entry.changes.length > 0 ? <Changes changes={entry.changes} /> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** What did change; of one detection among many the kind alone, its id is in the audit log. */
const shownOf = (changes: readonly FieldChange[]) =>
  changes
    .filter(({ from, to }) => from !== to)
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
