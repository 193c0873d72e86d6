'use client';
import { Bookmark, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { reached } from '@/components/ui/on-reach';
import { Popover } from '@/components/ui/popover';
import { useLive } from '@/lib/client/live';
import type { ListName } from '@/lib/domain/views/list';
import type { SavedViews } from '@/lib/domain/views/saved-view';
import { sameSearch } from './view-href';

const ViewPane = reached(() => import('./view-pane').then((module) => module.ViewPane));
const ViewDialog = reached(() => import('./view-dialog').then((module) => module.ViewDialog));

/** A view that is there for everybody and cannot be changed. */
export interface BuiltInView {
  readonly id: string;
  readonly name: string;
  readonly search: string;
}

export interface ViewMenuProps {
  readonly list: ListName;
  /** Path of the list. */
  readonly path: string;
  readonly builtIn: readonly BuiltInView[];
  readonly saved: SavedViews;
  /** The view that the list was opened with, as the address says; empty for none. */
  readonly activeId: string;
  /** The state of the list, as a view keeps it. */
  readonly search: string;
  readonly canWrite: boolean;
  readonly canShare: boolean;
}

/** The views of a list: open one, keep the list as it is as another, and change those of one's own. */
export function ViewMenu(props: ViewMenuProps) {
  const { builtIn, saved, activeId, search } = props;
  const [isShown, setIsShown] = useState(false);
  const [dialog, setDialog] = useState<'new' | 'change' | null>(null);
  useLive({ types: ['view.'], refresh: true });
  const active = saved.views.find((view) => view.id === activeId) ?? null;
  const isOpen = (view: BuiltInView) =>
    activeId === '' ? sameSearch(view.search, search) : view.id === activeId;
  const known = active ?? builtIn.find(isOpen) ?? null;
  const isChanged = known !== null && !sameSearch(known.search, search);
  return (
    <span className="flex items-center gap-2">
      <Popover
        align="start"
        label="Views"
        open={isShown}
        onOpenChange={setIsShown}
        className="w-80"
        trigger={
          <Button size="sm" aria-label={`View: ${known?.name ?? 'none'}`}>
            <Bookmark className="size-3.5" aria-hidden="true" />
            <span className="max-w-48 truncate">{known?.name ?? 'Views'}</span>
            <ChevronDown className="size-3.5" aria-hidden="true" />
          </Button>
        }
      >
        <ViewPane
          {...props}
          openId={known?.id ?? ''}
          active={active}
          isChanged={isChanged}
          onOpen={() => setIsShown(false)}
          onDialog={(next) => {
            setIsShown(false);
            setDialog(next);
          }}
        />
      </Popover>
      {isChanged ? <Badge>changed</Badge> : null}
      {dialog === 'new' ? <ViewDialog {...props} view={null} onClose={() => setDialog(null)} /> : null}
      {dialog === 'change' && active ? (
        <ViewDialog {...props} view={active} onClose={() => setDialog(null)} />
      ) : null}
    </span>
  );
}
