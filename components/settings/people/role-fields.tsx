'use client';
import { Checkbox } from '@/components/ui/field';
import { ROLES, type Role } from '@/lib/domain/permissions';
import { ROLE_TEXT } from './role-names';

export interface RoleFieldsProps {
  readonly value: readonly Role[];
  readonly onChange: (roles: Role[]) => void;
  readonly error?: string | undefined;
}

/** The roles as checkboxes, each with what it allows. */
export function RoleFields({ value, onChange, error }: RoleFieldsProps) {
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium text-xs">Roles</legend>
      {ROLES.map((role) => (
        <Checkbox
          key={role}
          label={ROLE_TEXT[role].name}
          hint={ROLE_TEXT[role].hint}
          checked={value.includes(role)}
          onChange={(event) =>
            onChange(ROLES.filter((other) => (other === role ? event.target.checked : value.includes(other))))
          }
        />
      ))}
      {error ? (
        <p role="alert" className="text-high-fg text-xs">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
