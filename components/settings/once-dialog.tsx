'use client';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';

export interface OnceDialogProps {
  readonly title: string;
  /** What it is and what to do with it. */
  readonly description: string;
  /** The secret; null closes the dialog. */
  readonly value: string | null;
  readonly onClose: () => void;
}

/** Shows a secret the one time that it can be seen. */
export function OnceDialog({ title, description, value, onClose }: OnceDialogProps) {
  return (
    <Dialog
      open={value !== null}
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have copied it
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="flex items-center gap-2 rounded-md border bg-sunken px-3 py-2">
          <code className="min-w-0 flex-1 break-all font-mono text-xs" data-testid="secret">
            {value}
          </code>
          <CopyButton value={value ?? ''} what="to the clipboard" />
        </div>
        <Banner tone="warning">It cannot be shown again.</Banner>
      </div>
    </Dialog>
  );
}
