'use client';
import { Crosshair, Ellipsis } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useCommand } from '@/components/settings/use-command';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/dropdown-menu';
import { deleteWatchlist } from '@/lib/actions/watchlists';
import { huntWithHref } from '@/lib/client/watchlists';
import type { WatchlistRow } from '@/lib/domain/views/watchlist';
import { SettingsDialog } from './settings-dialog';
import { countText } from './size-text';
import { UploadDialog, type UploadMode } from './upload-dialog';

type Opened = UploadMode | 'settings' | 'delete' | null;

/** What can be done with a whole list. */
export function ListActions({ list, canWrite }: { readonly list: WatchlistRow; readonly canWrite: boolean }) {
  const router = useRouter();
  const [opened, setOpened] = useState<Opened>(null);
  const hunt = () => void huntWithHref(list.alias).then((href) => router.push(href));
  useShortcuts('Watchlist', [{ keys: 'h', label: 'Hunt with the list', run: hunt }]);
  const shows = (one: Opened) => (open: boolean) => setOpened(open ? one : null);
  return (
    <>
      <Button variant="primary" onClick={hunt} aria-keyshortcuts="h">
        <Crosshair className="size-4" aria-hidden="true" />
        Hunt with it
      </Button>
      {canWrite ? (
        <>
          <Menu
            trigger={
              <Button size="icon" aria-label="Change the list">
                <Ellipsis className="size-4" aria-hidden="true" />
              </Button>
            }
          >
            <MenuItem onSelect={() => setOpened('merge')}>Add rows from a file</MenuItem>
            <MenuItem onSelect={() => setOpened('replace')}>Replace with a file</MenuItem>
            <MenuItem onSelect={() => setOpened('settings')}>Settings</MenuItem>
            <MenuSeparator />
            <MenuItem onSelect={() => setOpened('delete')}>Delete the list</MenuItem>
          </Menu>
          <UploadDialog
            open={opened === 'merge'}
            onOpenChange={shows('merge')}
            into={{ list, mode: 'merge' }}
          />
          <UploadDialog
            open={opened === 'replace'}
            onOpenChange={shows('replace')}
            into={{ list, mode: 'replace' }}
          />
          <SettingsDialog
            key={list.version}
            list={list}
            open={opened === 'settings'}
            onOpenChange={shows('settings')}
          />
          <DeleteDialog list={list} open={opened === 'delete'} onOpenChange={shows('delete')} />
        </>
      ) : null}
    </>
  );
}

interface ListDialogProps {
  readonly list: WatchlistRow;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

function DeleteDialog({ list, open, onOpenChange }: ListDialogProps) {
  const router = useRouter();
  const command = useCommand(deleteWatchlist, {
    done: `Watchlist ${list.alias} deleted`,
    onDone: () => router.push('/watchlists'),
  });
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      width="sm"
      title={`Delete “${list.alias}”?`}
      description={`Its ${countText(list.items, 'item')} and its versions are removed. Queries that name it are refused from then on. This cannot be undone.`}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="danger" pending={command.pending} onClick={() => command.run({ id: list.id })}>
            Delete the list
          </Button>
        </>
      }
    />
  );
}
