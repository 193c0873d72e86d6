import { Field, Select, Textarea } from '@/components/ui/field';

/** The states that a resolved incident or alert can go back to. */
export type Reopened = 'active' | 'inProgress';

export interface ReopenFieldsProps {
  readonly status: Reopened;
  readonly reason: string;
  readonly onStatus: (status: Reopened) => void;
  readonly onReason: (reason: string) => void;
}

/** What reopening asks for, for one thing or for many. */
export function ReopenFields({ status, reason, onStatus, onReason }: ReopenFieldsProps) {
  return (
    <>
      <Field label="Status">
        {(state) => (
          <Select
            {...state}
            value={status}
            options={[
              { value: 'inProgress', label: 'In progress' },
              { value: 'active', label: 'Active' },
            ]}
            onChange={(event) => onStatus(event.target.value === 'active' ? 'active' : 'inProgress')}
          />
        )}
      </Field>
      <Field label="Reason">
        {(state) => <Textarea {...state} value={reason} onChange={(event) => onReason(event.target.value)} />}
      </Field>
    </>
  );
}
