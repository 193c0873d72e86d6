'use client';
import { Keyboard } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { onReach } from '@/components/ui/on-reach';
import type { Permission } from '@/lib/domain/permissions';
import { goKeys } from './navigation';
import { type ShortcutGroup, useShortcutGroups, useShortcuts } from './shortcuts';

const keySheet = onReach(() => import('./key-sheet').then((module) => module.KeySheet));

const rowLinks = (): readonly HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('#content [data-row-link]'),
];

/** Into the page's rows from outside; inside a table its own keys move. */
function focusRow(step: 1 | -1): void {
  const links = rowLinks();
  const active = document.activeElement;
  const here = active instanceof HTMLElement ? links.indexOf(active) : -1;
  const to = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
  const link = links[Math.min(Math.max(to, 0), links.length - 1)];
  link?.focus();
  link?.scrollIntoView({ block: 'nearest' });
}

/** Keys that work on every page: `g` and a letter goes there, `?` shows what works here. */
export function PortalKeys({ permissions }: { readonly permissions: readonly Permission[] }) {
  const router = useRouter();
  const groups = useShortcutGroups();
  const [sheet, setSheet] = useState<readonly ShortcutGroup[] | null>(null);
  const [wasOpened, setWasOpened] = useState(false);
  const KeySheet = keySheet.useLoaded(wasOpened);
  const open = () => {
    setWasOpened(true);
    setSheet(groups().filter(({ heading }) => heading !== 'Lists' || rowLinks().length > 0));
  };
  useShortcuts('Lists', [
    { keys: 'j', label: 'Next row', repeats: true, run: () => focusRow(1) },
    { keys: 'k', label: 'Previous row', repeats: true, run: () => focusRow(-1) },
  ]);
  useShortcuts(
    'Go to',
    goKeys(new Set(permissions)).map(({ keys, item }) => ({
      keys,
      label: item.label,
      run: () => router.push(item.href),
    })),
  );
  useShortcuts('Everywhere', [{ keys: '?', label: 'Keys on this page', run: open }]);
  return (
    <>
      <button
        type="button"
        aria-label="Keys on this page"
        title="Keys on this page (?)"
        onClick={open}
        className="rounded-md p-2 text-muted hover:bg-hover hover:text-text max-sm:hidden"
      >
        <Keyboard className="size-4" aria-hidden="true" />
      </button>
      {KeySheet ? <KeySheet groups={sheet} onClose={() => setSheet(null)} /> : null}
    </>
  );
}
