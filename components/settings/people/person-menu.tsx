'use client';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/dropdown-menu';
import {
  endSessionsAction,
  newPersonLinkAction,
  setDisabledAction,
  setRolesAction,
} from '@/lib/actions/people';
import type { Role } from '@/lib/domain/permissions';
import { OnceDialog } from '../once-dialog';
import { useCommand } from '../use-command';
import { RoleFields } from './role-fields';

export interface PersonMenuProps {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  /** Signs in with a password of ours, so that roles and password are ours to change. */
  readonly local: boolean;
  readonly openSessions: number;
}

/** What can be done with a person. */
export function PersonMenu({ id, name, roles, disabled, local, openSessions }: PersonMenuProps) {
  const [editing, setEditing] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const end = useCommand(endSessionsAction, {
    done: (count) => `${count} ${count === 1 ? 'session' : 'sessions'} of ${name} ended`,
  });
  const disable = useCommand(setDisabledAction, {
    done: `${name} ${disabled ? 'may sign in again' : 'is shut out'}`,
  });
  const renew = useCommand(newPersonLinkAction, { onDone: setLink });
  return (
    <>
      <Menu
        trigger={
          <Button variant="ghost" size="icon" aria-label={`Actions for ${name}`}>
            <Ellipsis className="size-4" aria-hidden="true" />
          </Button>
        }
      >
        <MenuItem disabled={!local} onSelect={() => setEditing(true)}>
          Change roles…
        </MenuItem>
        <MenuItem disabled={!local || disabled} onSelect={() => renew.run({ id })}>
          New one-time link…
        </MenuItem>
        <MenuItem disabled={openSessions === 0} onSelect={() => end.run({ id })}>
          End all sessions
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          tone={disabled ? 'default' : 'danger'}
          onSelect={() => disable.run({ id, disabled: !disabled })}
        >
          {disabled ? 'Let in again' : 'Shut out'}
        </MenuItem>
      </Menu>
      <RolesDialog id={id} name={name} roles={roles} open={editing} onOpenChange={setEditing} />
      <OnceDialog
        title="One-time link"
        description={`With it ${name} chooses a new password; all their sessions end then. It works once, for 24 hours.`}
        value={link}
        onClose={() => setLink(null)}
      />
    </>
  );
}

interface RolesDialogProps {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

function RolesDialog({ id, name, roles, open, onOpenChange }: RolesDialogProps) {
  const [chosen, setChosen] = useState<readonly Role[]>(roles);
  const save = useCommand(setRolesAction, {
    done: `Roles of ${name} changed`,
    onDone: () => onOpenChange(false),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Roles of ${name}`}
      description="They hold from the next request on."
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            variant="primary"
            pending={save.pending}
            onClick={() => save.run({ id, roles: [...chosen] })}
          >
            Save roles
          </Button>
        </>
      }
    >
      <RoleFields value={chosen} onChange={setChosen} error={save.fields.roles} />
    </Dialog>
  );
}
