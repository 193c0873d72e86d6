'use client';
import { UserPlus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { invitePersonAction } from '@/lib/actions/people';
import type { Role } from '@/lib/domain/permissions';
import { OnceDialog } from '../once-dialog';
import { useCommand } from '../use-command';
import { RoleFields } from './role-fields';

/** Adds a person: name, address, roles; then shows the one-time link that lets them in. */
export function InvitePerson() {
  const [open, setOpen] = useState(false);
  const [roles, setRoles] = useState<Role[]>(['analyst']);
  const [link, setLink] = useState<string | null>(null);
  const invite = useCommand(invitePersonAction, {
    onDone: (made) => {
      setOpen(false);
      setLink(made.link);
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    invite.run({ email: String(form.get('email')), name: String(form.get('name')), roles });
  };
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <UserPlus className="size-4" aria-hidden="true" />
        Add person
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Add a person"
        description="You get a one-time link to pass on; with it they choose their password."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="primary" type="submit" form="invite-person" pending={invite.pending}>
              Add person
            </Button>
          </>
        }
      >
        <form id="invite-person" onSubmit={submit} className="flex flex-col gap-4">
          <Field label="Name" error={invite.fields.name}>
            {(state) => <Input {...state} name="name" autoComplete="off" required maxLength={120} />}
          </Field>
          <Field label="E-mail" error={invite.fields.email}>
            {(state) => <Input {...state} name="email" type="email" autoComplete="off" required />}
          </Field>
          <RoleFields value={roles} onChange={setRoles} error={invite.fields.roles} />
        </form>
      </Dialog>
      <OnceDialog
        title="One-time link"
        description="Pass it on by a way that only this person reads. It works once, for 24 hours."
        value={link}
        onClose={() => setLink(null)}
      />
    </>
  );
}
