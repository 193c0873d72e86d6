'use client';
import { X } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useStyleNonce } from '@/components/ui/style-nonce';
import type { Permission } from '@/lib/domain/permissions';
import { Logo } from './logo';
import { NavButton } from './nav-button';
import { NavList } from './nav-list';

/** The drawer itself: loaded with the first press of its button, and open at once. It closes when the path changes. */
export function NavPane({ permissions }: { readonly permissions: readonly Permission[] }) {
  useStyleNonce();
  const path = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(path);
  return (
    <Dialog.Root open={openAt === path} onOpenChange={(open) => setOpenAt(open ? path : null)}>
      <Dialog.Trigger asChild>
        <NavButton />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-overlay lg:hidden" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 w-72 max-w-[85vw] animate-slide overflow-y-auto border-r bg-surface shadow-pop lg:hidden"
        >
          <div className="flex h-12 items-center gap-2 border-b px-4">
            <Logo className="size-5 text-accent" />
            <Dialog.Title className="flex-1 font-semibold text-base tracking-tight">Throughline</Dialog.Title>
            <Dialog.Close
              aria-label="Close navigation"
              className="rounded-md p-1.5 text-muted hover:bg-hover"
            >
              <X className="size-4" aria-hidden="true" />
            </Dialog.Close>
          </div>
          <div className="px-2 py-3">
            <NavList permissions={permissions} />
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
