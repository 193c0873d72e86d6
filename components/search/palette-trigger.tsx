'use client';
import { Search } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Keys } from '@/components/ui/keys';
import type { Permission } from '@/lib/domain/permissions';
import { useRememberVisits } from './recent';

const load = () => import('./palette');
const Palette = dynamic(() => load().then((module) => module.Palette), { ssr: false });

/** Opens search and commands; what they need is loaded when somebody reaches for them. */
export function PaletteTrigger({ permissions }: { readonly permissions: readonly Permission[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  useRememberVisits();
  const open = () => {
    setWasOpened(true);
    setIsOpen(true);
  };
  useShortcuts('Everywhere', [
    {
      keys: 'mod+k',
      label: 'Search and commands',
      inFields: true,
      run: () => (isOpen ? setIsOpen(false) : open()),
    },
  ]);
  return (
    <>
      <button
        type="button"
        onClick={open}
        onPointerEnter={() => void load()}
        aria-label="Search and commands"
        className="flex h-8 items-center gap-2 rounded-md px-2 text-muted hover:bg-hover hover:text-text sm:mr-1 sm:w-56 sm:border sm:border-line-strong/50 sm:bg-bg lg:w-72"
      >
        <Search className="size-4 shrink-0" aria-hidden="true" />
        <span className="flex-1 text-left text-xs max-sm:hidden">Search</span>
        <span className="max-sm:hidden">
          <Keys keys="mod+k" />
        </span>
      </button>
      {wasOpened ? <Palette open={isOpen} onOpenChange={setIsOpen} permissions={permissions} /> : null}
    </>
  );
}
