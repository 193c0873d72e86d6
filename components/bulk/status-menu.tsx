import { ChevronDown } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/dropdown-menu';
import type { BulkAction } from '@/lib/domain/jobs';
import type { Offers } from './transitions';

export interface StatusMenuProps {
  readonly offers: Offers;
  readonly disabled: boolean;
  readonly onChoose: (action: BulkAction) => void;
  readonly onReopen: () => void;
}

/** The statuses that at least one of the selection would take, each with how many. */
export function StatusMenu({ offers, disabled, onChoose, onReopen }: StatusMenuProps) {
  return (
    <Menu
      align="start"
      trigger={
        <Button size="sm" disabled={disabled}>
          Status
          <ChevronDown className="size-3.5" aria-hidden="true" />
        </Button>
      }
    >
      {offers.status.map(({ action, label, count }) => (
        <MenuItem key={label} onSelect={() => onChoose(action as BulkAction)}>
          <span className="flex-1">{label}</span>
          <span className="ml-4 text-faint text-xs tabular-nums">{count.toLocaleString('en')}</span>
        </MenuItem>
      ))}
      {offers.reopen > 0 ? (
        <MenuItem onSelect={onReopen}>
          <span className="flex-1">Reopen …</span>
          <span className="ml-4 text-faint text-xs tabular-nums">{offers.reopen.toLocaleString('en')}</span>
        </MenuItem>
      ) : null}
    </Menu>
  );
}
