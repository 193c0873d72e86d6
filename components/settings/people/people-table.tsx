import { Avatar } from '@/components/ui/avatar';
import { Badge } from '@/components/ui/badge';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { ToneBadge } from '@/components/ui/tone-badge';
import type { Role } from '@/lib/domain/permissions';
import { PersonMenu } from './person-menu';
import { ROLE_TEXT } from './role-names';

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly provider: string;
  readonly ready: boolean;
  readonly disabledAt: string | null;
  readonly openSessions: number;
  readonly lastSignIn: string | null;
}

function State({ person }: { readonly person: Person }) {
  if (person.disabledAt) return <ToneBadge tone="high">Shut out</ToneBadge>;
  if (!person.ready) return <ToneBadge tone="medium">Invited</ToneBadge>;
  return <ToneBadge tone="success">Active</ToneBadge>;
}

export function PeopleTable({ people }: { readonly people: readonly Person[] }) {
  return (
    <Table label="People" cards>
      <THead>
        <TH>Person</TH>
        <TH>Roles</TH>
        <TH>State</TH>
        <TH>Signs in with</TH>
        <TH className="text-right">Open sessions</TH>
        <TH>Last sign-in</TH>
        <TH>
          <span className="sr-only">Actions</span>
        </TH>
      </THead>
      <tbody>
        {people.map((person) => (
          <TR key={person.id}>
            <TD className="h-12">
              <div className="flex items-center gap-2.5">
                <Avatar name={person.name} size="md" />
                <div className="min-w-0">
                  <p className="font-medium">{person.name}</p>
                  <p className="text-muted text-xs">{person.email}</p>
                </div>
              </div>
            </TD>
            <TD>
              <div className="flex flex-wrap gap-1">
                {person.roles.map((role) => (
                  <Badge key={role}>{ROLE_TEXT[role].name}</Badge>
                ))}
              </div>
            </TD>
            <TD>
              <State person={person} />
            </TD>
            <TD className="text-muted">
              {person.provider === 'password' ? 'Password' : 'Identity provider'}
            </TD>
            <TD className="text-right">
              {person.openSessions}
              <span className="sm:hidden"> {person.openSessions === 1 ? 'session' : 'sessions'}</span>
            </TD>
            <TD className="text-muted">
              <span className="sm:hidden">last seen </span>
              {person.lastSignIn ? <TimeText value={person.lastSignIn} format="relative" /> : 'never'}
            </TD>
            <TD className="text-right">
              <PersonMenu
                id={person.id}
                name={person.name}
                roles={person.roles}
                disabled={person.disabledAt !== null}
                local={person.provider === 'password'}
                openSessions={person.openSessions}
              />
            </TD>
          </TR>
        ))}
      </tbody>
    </Table>
  );
}
