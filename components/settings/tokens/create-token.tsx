'use client';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox, Field, Input, Select } from '@/components/ui/field';
import { createTokenAction } from '@/lib/actions/tokens';
import { TOKEN_SCOPES, type TokenScope } from '@/lib/domain/permissions';
import { OnceDialog } from '../once-dialog';
import { useCommand } from '../use-command';

const HINTS: Readonly<Record<TokenScope, string>> = {
  ingest: 'Send events and alerts, ask how a batch went.',
  read: 'Read incidents, alerts, risk and telemetry.',
  write: 'What read may; confirm, dismiss and clear the risk of users; upload watchlists.',
};

const TERMS = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: '', label: 'Never' },
];

/** Creates an API token and shows its secret once. */
export function CreateToken() {
  const [open, setOpen] = useState(false);
  const [scopes, setScopes] = useState<readonly TokenScope[]>(['ingest']);
  const [secret, setSecret] = useState<string | null>(null);
  const create = useCommand(createTokenAction, {
    onDone: (made) => {
      setOpen(false);
      setSecret(made.secret);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = String(form.get('days'));
    create.run({
      name: String(form.get('name')),
      scopes: [...scopes],
      days: days === '' ? null : Number(days),
    });
  };
  const toggle = (scope: TokenScope, on: boolean) =>
    setScopes(TOKEN_SCOPES.filter((other) => (other === scope ? on : scopes.includes(other))));
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus className="size-4" aria-hidden="true" />
        Create token
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Create an API token"
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="primary" type="submit" form="create-token" pending={create.pending}>
              Create token
            </Button>
          </>
        }
      >
        <form id="create-token" onSubmit={submit} className="flex flex-col gap-4">
          <Field label="Name" hint="What uses it: a connector, a script." error={create.fields.name}>
            {(state) => <Input {...state} name="name" autoComplete="off" required maxLength={120} />}
          </Field>
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1 font-medium text-xs">Scopes</legend>
            {TOKEN_SCOPES.map((scope) => (
              <Checkbox
                key={scope}
                label={scope}
                hint={HINTS[scope]}
                checked={scopes.includes(scope)}
                onChange={(event) => toggle(scope, event.target.checked)}
              />
            ))}
            {create.fields.scopes ? (
              <p role="alert" className="text-high-fg text-xs">
                {create.fields.scopes}
              </p>
            ) : null}
          </fieldset>
          <Field label="Expires after">
            {(state) => <Select {...state} name="days" defaultValue="90" options={TERMS} />}
          </Field>
        </form>
      </Dialog>
      <OnceDialog
        title="API token"
        description="Send it as “Authorization: Bearer …”. Only its hash is stored here."
        value={secret}
        onClose={() => setSecret(null)}
      />
    </>
  );
}
