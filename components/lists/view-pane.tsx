'use client';
import { Check, Star, Users } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { cx } from '@/components/ui/cx';
import { useToast } from '@/components/ui/toast';
import { deleteView, setDefaultView, updateView } from '@/lib/actions/views';
import { useCommand } from '@/lib/client/use-command';
import type { SavedView } from '@/lib/domain/views/saved-view';
import { viewHref } from './view-href';
import type { BuiltInView, ViewMenuProps } from './view-menu';

export interface ViewPaneProps extends ViewMenuProps {
  /** The view that is open, built in or saved; empty for none. */
  readonly openId: string;
  readonly active: SavedView | null;
  readonly isChanged: boolean;
  readonly onOpen: () => void;
  readonly onDialog: (dialog: 'new' | 'change') => void;
}

/** What the menu of views opens: those there are, and what can be done with the list as it is. */
export function ViewPane({ active, isChanged, onDialog, onOpen, ...props }: ViewPaneProps) {
  const { builtIn, saved } = props;
  const mine = saved.views.filter((view) => !view.shared);
  const shared = saved.views.filter((view) => view.shared);
  return (
    <>
      <div className="min-h-0 overflow-y-auto p-1">
        <Views {...props} heading="Built in" views={builtIn} onOpen={onOpen} />
        <Views {...props} heading="Mine" views={mine} onOpen={onOpen} />
        <Views {...props} heading="Shared" views={shared} onOpen={onOpen} />
      </div>
      {props.canWrite ? (
        <Actions {...props} active={active} isChanged={isChanged} onDialog={onDialog} />
      ) : null}
    </>
  );
}

interface ViewsProps extends ViewMenuProps {
  readonly heading: string;
  readonly views: readonly (BuiltInView | SavedView)[];
  readonly openId: string;
  readonly onOpen: () => void;
}

function Views({ heading, views, path, saved, openId, onOpen }: ViewsProps) {
  if (views.length === 0) return null;
  return (
    <section aria-label={heading}>
      <h2 className="px-2 py-1 text-2xs text-muted">{heading}</h2>
      <ul>
        {views.map((view) => (
          <li key={view.id}>
            <Link
              href={viewHref(path, view)}
              prefetch={false}
              onClick={onOpen}
              aria-current={view.id === openId ? 'true' : undefined}
              className={cx(
                'flex min-h-7 items-center gap-2 rounded-sm px-2 hover:bg-hover',
                view.id === openId && 'font-medium',
              )}
            >
              <Check
                className={cx('size-3.5 shrink-0', view.id !== openId && 'invisible')}
                aria-hidden="true"
              />
              <span className="min-w-0 flex-1 truncate">{view.name}</span>
              {'owner' in view && view.shared ? (
                <span className="flex shrink-0 items-center gap-1 text-muted text-xs">
                  <Users className="size-3.5" aria-hidden="true" />
                  {view.owner.name}
                </span>
              ) : null}
              {view.id === saved.defaultId ? (
                <Star className="size-3.5 shrink-0 text-accent" aria-label="Opens by default" />
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ActionsProps extends ViewMenuProps {
  readonly active: SavedView | null;
  readonly isChanged: boolean;
  readonly onDialog: (dialog: 'new' | 'change') => void;
}

/** What can be done with the list as it is and with the view that is open. */
function Actions({ list, path, search, saved, active, isChanged, onDialog }: ActionsProps) {
  const router = useRouter();
  const toast = useToast();
  const { run, isPending, error } = useCommand();
  const isDefault = active !== null && active.id === saved.defaultId;
  const update = async () => {
    if (active && (await run(() => updateView({ id: active.id, version: active.version, search }))))
      toast({ title: `“${active.name}” is updated` });
  };
  const remove = async () => {
    if (!active || !(await run(() => deleteView({ id: active.id })))) return;
    toast({ title: `“${active.name}” is deleted` });
    router.replace(`${path}${search || '?view=open'}`);
  };
  const openBy = (viewId: string | null) => run(() => setDefaultView({ list, viewId }));
  return (
    <div className="flex flex-col items-stretch border-t p-1" aria-busy={isPending}>
      {error === null ? null : (
        <p role="alert" className="px-2 py-1 text-high-fg text-xs">
          {error}
        </p>
      )}
      {active?.canChange && isChanged ? (
        <Action onClick={() => void update()}>Update “{active.name}” to this</Action>
      ) : null}
      <Action onClick={() => onDialog('new')}>Save as a new view …</Action>
      {active?.canChange ? <Action onClick={() => onDialog('change')}>Rename or share …</Action> : null}
      {active ? (
        <Action onClick={() => void openBy(isDefault ? null : active.id)}>
          {isDefault ? 'Do not open with this view' : 'Open with this view by default'}
        </Action>
      ) : null}
      {active === null && saved.defaultId !== null ? (
        <Action onClick={() => void openBy(null)}>Open without a view by default</Action>
      ) : null}
      {active?.canChange ? (
        <Action isDanger onClick={() => void remove()}>
          Delete “{active.name}”
        </Action>
      ) : null}
    </div>
  );
}

interface ActionProps {
  readonly onClick: () => void;
  readonly isDanger?: boolean;
  readonly children: React.ReactNode;
}

const Action = ({ onClick, isDanger = false, children }: ActionProps) => (
  <button
    type="button"
    onClick={onClick}
    className={cx('min-h-7 rounded-sm px-2 text-left hover:bg-hover', isDanger && 'text-high-fg')}
  >
    {children}
  </button>
);
