'use client';
import { Upload } from 'lucide-react';
import { useState } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Button } from '@/components/ui/button';
import { UploadDialog } from './upload-dialog';

/** Makes a new list. */
export function UploadButton() {
  const [open, setOpen] = useState(false);
  useShortcuts('Watchlists', [{ keys: 'n', label: 'Upload a list', run: () => setOpen(true) }]);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)} aria-keyshortcuts="n">
        <Upload className="size-4" aria-hidden="true" />
        Upload a list
      </Button>
      <UploadDialog open={open} onOpenChange={setOpen} />
    </>
  );
}
