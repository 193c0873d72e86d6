'use client';
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useRouter } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useDeferredValue, useRef, useState } from 'react';
import { useShortcutGroups } from '@/components/shell/shortcuts';
import { useStyleNonce } from '@/components/ui/style-nonce';
import { searchHref, searchQuery } from '@/lib/client/search';
import type { Permission } from '@/lib/domain/permissions';
import { isSearchable, NOTHING_FOUND } from '@/lib/domain/views/search';
import { groupHits } from './hits';
import { actionsOf, matches, pagesOf } from './offers';
import { PaletteGroup, PaletteItem } from './palette-item';
import { recentVisits } from './recent';
import { useSettled } from './use-settled';

export interface PaletteProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly permissions: readonly Permission[];
}

/** Search and commands: things that the server finds, pages, what can be done on this page, and what was open lately. */
export function Palette({ open, onOpenChange, permissions }: PaletteProps) {
  useStyleNonce();
  const opener = useRef<Element | null>(null);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
          className="fixed inset-x-3 top-[10vh] z-50 mx-auto max-w-xl animate-pop overflow-hidden rounded-lg border border-line bg-raised shadow-pop outline-none"
        >
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Choices permissions={permissions} onDone={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface ChoicesProps {
  readonly permissions: readonly Permission[];
  readonly onDone: () => void;
}

function Choices({ permissions, onDone }: ChoicesProps) {
  const router = useRouter();
  const groups = useShortcutGroups();
  const [text, setText] = useState('');
  const settled = useSettled(text, 120);
  const { data = NOTHING_FOUND, isFetching, isError } = useQuery(searchQuery(settled));
  const [here] = useState(() => ({ actions: actionsOf(groups()), recent: recentVisits() }));
  const go = (href: string) => {
    onDone();
    router.push(href);
  };
  const found = useDeferredValue(isSearchable(text) ? groupHits(data) : []);
  const pages = pagesOf(permissions).filter((page) => matches(page.label, text));
  const actions = here.actions.filter((action) => matches(action.label, text));
  const recent = here.recent.filter((visit) => matches(visit.title, text));
  const isWaiting = isSearchable(text) && (isFetching || settled !== text);
  const first = found[0]?.hits[0]?.key ?? null;
  const [selected, select] = useState({ first, value: '' });
  // New results begin with the best one; what the arrows chose before was an answer to another question.
  if (selected.first !== first) select({ first, value: first ?? '' });
  const count = found.length + pages.length + actions.length + recent.length;
  return (
    <Command
      shouldFilter={false}
      loop
      label="Search and commands"
      value={selected.value}
      onValueChange={(value) => select({ first, value })}
    >
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder="Incident, person, device, address, hash, page or action"
        className="h-11 w-full border-b bg-transparent px-4 outline-none placeholder:text-faint"
      />
      <p role="status" className="sr-only">
        {isWaiting ? 'Searching' : count === 0 ? 'Nothing found' : ''}
      </p>
      <Command.List className="max-h-[60vh] overflow-y-auto p-1.5">
        {found.map(({ label, hits }) => (
          <PaletteGroup key={label} heading={label}>
            {hits.map(({ key, href, ...hit }) => (
              <PaletteItem key={key} id={key} {...hit} onSelect={() => go(href)} />
            ))}
          </PaletteGroup>
        ))}
        {recent.length > 0 ? (
          <PaletteGroup heading="Open lately">
            {recent.slice(0, 6).map((visit) => (
              <PaletteItem
                key={visit.href}
                id={`recent-${visit.href}`}
                title={visit.title}
                onSelect={() => go(visit.href)}
              />
            ))}
          </PaletteGroup>
        ) : null}
        {actions.length > 0 ? (
          <PaletteGroup heading="On this page">
            {actions.map(({ keys, label, run }) => (
              <PaletteItem
                key={keys}
                id={`action-${keys}`}
                title={label}
                keys={keys}
                onSelect={() => {
                  onDone();
                  // After the dialog has given the focus back: the action may want to move it.
                  requestAnimationFrame(() => requestAnimationFrame(run));
                }}
              />
            ))}
          </PaletteGroup>
        ) : null}
        {pages.length > 0 ? (
          <PaletteGroup heading="Pages">
            {pages.map(({ href, label, icon, keys }) => (
              <PaletteItem
                key={href}
                id={`page-${href}`}
                title={label}
                icon={icon}
                keys={keys}
                onSelect={() => go(href)}
              />
            ))}
          </PaletteGroup>
        ) : null}
        {isSearchable(text) ? (
          <PaletteItem
            id="all"
            title={`All results for “${text.trim()}”`}
            onSelect={() => go(searchHref(text))}
          />
        ) : null}
        {count === 0 ? (
          <p className="px-3 py-6 text-center text-muted">
            {isWaiting
              ? 'Searching …'
              : isError
                ? 'Search did not answer. Type on to try again.'
                : 'Nothing is called this. Names are found by the beginning of their words, identifiers by how they begin.'}
          </p>
        ) : null}
      </Command.List>
    </Command>
  );
}
