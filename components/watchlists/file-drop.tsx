'use client';
import { FileUp } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { cx } from '@/components/ui/cx';
import { countText, sizeText } from './size-text';
import type { ChosenFile } from './use-upload';

interface FileDropProps {
  readonly chosen: ChosenFile | null;
  readonly onFile: (file: File) => void;
}

/** Takes a CSV file: dropped, or chosen with the browser's own dialog. */
export function FileDrop({ chosen, onFile }: FileDropProps) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={cx(
        'flex cursor-pointer items-center gap-3 rounded-md border border-line-strong border-dashed px-3 py-3 focus-within:outline-2 focus-within:outline-accent',
        isOver ? 'bg-selected' : 'hover:bg-hover',
      )}
    >
      <FileUp className="size-5 shrink-0 text-muted" aria-hidden="true" />
      <span className="min-w-0">
        <span className="block truncate font-medium">{chosen ? chosen.file.name : 'Choose a CSV file'}</span>
        <span className="block text-muted text-xs">
          {chosen
            ? `${sizeText(chosen.file.size)}, ${countText(chosen.head.columns.length, 'column')}. Choose another to replace it.`
            : 'Or drop it here. Its first line names the columns; commas, semicolons, tabs and | are understood.'}
        </span>
      </span>
      <input
        id={id}
        type="file"
        aria-label="CSV file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
        }}
      />
    </label>
  );
}
