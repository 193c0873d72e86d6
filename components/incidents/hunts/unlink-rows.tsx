'use client';
import { Unlink } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { unlinkRowsAction } from '@/lib/actions/hunt-evidence';
import { useCommand } from '@/lib/client/use-command';

export interface UnlinkRowsProps {
  readonly incidentId: string;
  readonly rowKeys: readonly string[];
  readonly isOne?: boolean;
}

/** Takes rows of a hunt away from the incident. */
export function UnlinkRows({ incidentId, rowKeys, isOne = false }: UnlinkRowsProps) {
  const { run, isPending, error } = useCommand();
  const toast = useToast();
  const remove = async () => {
    if (await run(() => unlinkRowsAction({ incidentId, rowKeys: [...rowKeys] })))
      toast({
        title: `${rowKeys.length} ${rowKeys.length === 1 ? 'row' : 'rows'} taken away`,
        description: 'They can be linked again in the hunting console.',
        tone: 'success',
      });
  };
  const label = isOne ? 'Take this row away' : 'Take these rows away';
  return (
    <>
      <Button
        size={isOne ? 'icon' : 'sm'}
        variant="ghost"
        pending={isPending}
        aria-label={label}
        title={label}
        onClick={() => void remove()}
      >
        <Unlink className="size-3.5" aria-hidden="true" />
        {isOne ? null : 'Take away'}
      </Button>
      {error ? (
        <span role="alert" className="text-high-fg text-xs">
          {error}
        </span>
      ) : null}
    </>
  );
}
