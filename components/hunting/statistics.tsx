import { Gauge } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { DefinitionList } from '@/components/ui/definition-list';
import { Popover } from '@/components/ui/popover';
import type { HuntStatistics } from '@/lib/domain/views/hunting';

/** How long something took. */
export const duration = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;

const size = (bytes: number): string =>
  bytes < 1e6
    ? `${Math.round(bytes / 1e3)} kB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(1)} MB`
      : `${(bytes / 1e9).toFixed(1)} GB`;

/** How long a query took, and what it read for it. */
export function Statistics({ statistics }: { readonly statistics: HuntStatistics }) {
  const { segments, rows, bytes, analyse, catalogue, execute, total } = statistics;
  return (
    <Popover
      align="start"
      className="w-80"
      trigger={
        <Button size="sm" variant="ghost" aria-label={`Statistics: ${duration(total)}`}>
          <Gauge className="size-3.5" aria-hidden="true" />
          {duration(total)}
        </Button>
      }
      label="Statistics"
    >
      <div className="p-3">
        <DefinitionList
          items={[
            { term: 'Analysing', value: duration(analyse) },
            { term: 'Reading the catalogue', value: duration(catalogue) },
            { term: 'Running', value: duration(execute) },
            { term: 'Segments opened', value: segments.opened.toLocaleString('en') },
            { term: 'Segments skipped', value: segments.skipped.toLocaleString('en') },
            { term: 'Rows in what was opened', value: rows.toLocaleString('en') },
            { term: 'Size of what was opened', value: size(bytes) },
          ]}
        />
      </div>
    </Popover>
  );
}
