'use client';
import { Dialog } from '@/components/ui/dialog';
import { Keys } from '@/components/ui/keys';
import type { ShortcutGroup } from './shortcuts';

export interface KeySheetProps {
  /** What worked when the sheet was opened; null while it is closed. */
  readonly groups: readonly ShortcutGroup[] | null;
  readonly onClose: () => void;
}

/** The keys that work on this page, from the registry that runs them. */
export function KeySheet({ groups, onClose }: KeySheetProps) {
  return (
    <Dialog
      open={groups !== null}
      onOpenChange={(open) => !open && onClose()}
      title="Keys on this page"
      width="lg"
    >
      <div className="gap-x-8 sm:columns-2">
        {(groups ?? []).map(({ heading, shortcuts }) => (
          <section key={heading} className="mb-4 break-inside-avoid">
            <h3 className="border-b pb-1 font-medium text-xs">{heading}</h3>
            <dl>
              {shortcuts.map(({ keys, label }) => (
                <div key={keys} className="flex min-h-7 items-center justify-between gap-3">
                  <dt className="min-w-0 text-muted">{label}</dt>
                  <dd className="shrink-0">
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
