'use client';
import { Download } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuLabel } from '@/components/ui/dropdown-menu';
import { useToast } from '@/components/ui/toast';
import type { HuntResult } from '@/lib/domain/views/hunting';
import { toCsv, toJson } from './result-rows';

function save(name: string, type: string, content: BlobPart): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

interface ExportMenuProps {
  readonly result: HuntResult;
  /** Places of the rows that are selected: they alone are saved, where there are any. */
  readonly selected: readonly number[];
}

/** Saves the rows of a result as a file. */
export function ExportMenu({ result, selected }: ExportMenuProps) {
  const toast = useToast();
  const kept = (): HuntResult =>
    selected.length === 0
      ? result
      : { ...result, rows: [...selected].sort((a, b) => a - b).flatMap((row) => [result.rows[row] ?? []]) };
  /** The writer comes with the first file. */
  const parquet = async () => {
    try {
      const { toParquet } = await import('./to-parquet');
      save('hunt.parquet', 'application/vnd.apache.parquet', toParquet(kept()));
    } catch {
      toast({
        title: 'The file could not be written',
        description: 'Save the rows as CSV or JSON.',
        tone: 'error',
      });
    }
  };
  const count = selected.length || result.rows.length;
  return (
    <Menu
      trigger={
        <Button size="sm">
          <Download className="size-3.5" aria-hidden="true" />
          Export
        </Button>
      }
    >
      <MenuLabel>
        {selected.length > 0 ? 'Selected: ' : ''}
        {count.toLocaleString('en')} {count === 1 ? 'row' : 'rows'}, every column
      </MenuLabel>
      <MenuItem onSelect={() => save('hunt.csv', 'text/csv', toCsv(kept()))}>CSV</MenuItem>
      <MenuItem onSelect={() => void parquet()}>Parquet</MenuItem>
      <MenuItem onSelect={() => save('hunt.json', 'application/json', toJson(kept()))}>JSON</MenuItem>
    </Menu>
  );
}
