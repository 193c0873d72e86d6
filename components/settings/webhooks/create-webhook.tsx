'use client';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox, Field, Input } from '@/components/ui/field';
import { createWebhookAction } from '@/lib/actions/settings';
import { WEBHOOK_EVENTS, type WebhookEvent } from '@/lib/domain/live';
import { OnceDialog } from '../once-dialog';
import { useCommand } from '../use-command';

/** Adds a receiver and shows the key of its signatures once. */
export function CreateWebhook() {
  const [open, setOpen] = useState(false);
  const [events, setEvents] = useState<readonly WebhookEvent[]>(['incident.created']);
  const [secret, setSecret] = useState<string | null>(null);
  const create = useCommand(createWebhookAction, {
    onDone: (made) => {
      setOpen(false);
      setSecret(made.secret);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.run({ url: String(new FormData(event.currentTarget).get('url')), events: [...events] });
  };
  const toggle = (kind: WebhookEvent, on: boolean) =>
    setEvents(WEBHOOK_EVENTS.filter((other) => (other === kind ? on : events.includes(other))));
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus className="size-4" aria-hidden="true" />
        Add webhook
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Add a webhook"
        description="Each event is posted as JSON and signed with a key of its own."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="primary" type="submit" form="create-webhook" pending={create.pending}>
              Add webhook
            </Button>
          </>
        }
      >
        <form id="create-webhook" onSubmit={submit} className="flex flex-col gap-4">
          <Field label="Address" error={create.fields.url}>
            {(state) => (
              <Input {...state} name="url" type="url" placeholder="https://example.org/hooks" required />
            )}
          </Field>
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-1 font-medium text-xs">Events</legend>
            {WEBHOOK_EVENTS.map((kind) => (
              <Checkbox
                key={kind}
                label={<code className="font-mono text-xs">{kind}</code>}
                checked={events.includes(kind)}
                onChange={(event) => toggle(kind, event.target.checked)}
              />
            ))}
            {create.fields.events ? (
              <p role="alert" className="text-high-fg text-xs">
                {create.fields.events}
              </p>
            ) : null}
          </fieldset>
        </form>
      </Dialog>
      <OnceDialog
        title="Signing key"
        description="The receiver checks x-throughline-signature with it: HMAC-SHA-256 over “<t>.<body>”."
        value={secret}
        onClose={() => setSecret(null)}
      />
    </>
  );
}
