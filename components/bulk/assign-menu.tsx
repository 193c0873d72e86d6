import { ChevronDown } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/dropdown-menu';
import type { BulkAction } from '@/lib/domain/jobs';
import type { SelectionView } from '@/lib/domain/views/jobs';

export interface AssignMenuProps {
  readonly view: SelectionView;
  readonly disabled: boolean;
  readonly onChoose: (action: BulkAction) => void;
}

/** Gives the selection to a person, or to nobody; whoever has all of it already is left out. */
export function AssignMenu({ view, disabled, onChoose }: AssignMenuProps) {
  const me = view.people.filter((person) => person.id === view.me);
  const others = view.people.filter((person) => person.id !== view.me);
  const choices = [...me.map(({ id }) => ({ id, name: 'Me' })), ...others, { id: '', name: 'Nobody' }].map(
    (choice) => ({ ...choice, count: view.count - (view.assignee[choice.id] ?? 0) }),
  );
  return (
    <Menu
      align="start"
      trigger={
        <Button size="sm" disabled={disabled}>
          Assign
          <ChevronDown className="size-3.5" aria-hidden="true" />
        </Button>
      }
    >
      {choices
        .filter(({ count }) => count > 0)
        .map(({ id, name, count }) => (
          <MenuItem key={id} onSelect={() => onChoose({ do: 'assign', assignedTo: id === '' ? null : id })}>
            <span className="flex-1">{name}</span>
            <span className="ml-4 text-faint text-xs tabular-nums">{count.toLocaleString('en')}</span>
          </MenuItem>
        ))}
    </Menu>
  );
}
