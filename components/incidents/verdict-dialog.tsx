'use client';
import { Command as Palette } from 'cmdk';
import { Dialog } from '@/components/ui/dialog';
import { CLASSIFICATIONS, DETERMINATIONS_OF, type Determination } from '@/lib/domain/alert';
import { CLASSIFICATION_LABEL, DETERMINATION_LABEL } from '@/lib/domain/views/labels';
import type { Verdict } from './classification-fields';

export interface VerdictDialogProps {
  readonly onChoose: (verdict: Verdict) => void;
  readonly onClose: () => void;
}

/** Classification and determination in one step: type a part of it, or press its digit, then Enter. */
export function VerdictDialog({ onChoose, onClose }: VerdictDialogProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Classify" width="sm">
      <Palette
        label="Classify"
        onKeyDown={(event) => {
          const verdict = /^\d$/.test(event.key) ? VERDICTS[Number(event.key) - 1] : undefined;
          if (!verdict) return;
          event.preventDefault();
          onChoose(verdict);
        }}
      >
        <Palette.Input
          autoFocus
          placeholder="Type a part of it, or a digit"
          className="mb-2 h-8 w-full rounded-md border border-line-strong bg-surface px-2.5 text-sm placeholder:text-faint"
        />
        <Palette.List className="max-h-[50vh] overflow-y-auto">
          <Palette.Empty className="px-2 py-4 text-muted">No verdict is called this.</Palette.Empty>
          {CLASSIFICATIONS.filter((value) => value !== 'unknown').map((classification) => (
            <Palette.Group
              key={classification}
              heading={CLASSIFICATION_LABEL[classification]}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:text-muted"
            >
              {VERDICTS.map((verdict, index) =>
                verdict.classification === classification ? (
                  <Palette.Item
                    key={verdict.determination}
                    value={`${CLASSIFICATION_LABEL[classification]} ${DETERMINATION_LABEL[verdict.determination]}`}
                    onSelect={() => onChoose(verdict)}
                    className="flex min-h-7 cursor-pointer items-center gap-2 rounded-sm px-2 py-1 data-[selected=true]:bg-hover"
                  >
                    <span className="flex-1">{DETERMINATION_LABEL[verdict.determination]}</span>
                    {index < 9 ? (
                      <kbd className="rounded-sm border px-1 text-2xs text-muted">{index + 1}</kbd>
                    ) : null}
                  </Palette.Item>
                ) : null,
              )}
            </Palette.Group>
          ))}
        </Palette.List>
      </Palette>
    </Dialog>
  );
}

const determinationsOf = (classification: Verdict['classification']): readonly Determination[] =>
  DETERMINATIONS_OF[classification];

/** Each classification's determinations, in the order of the digits. */
const VERDICTS: readonly Verdict[] = CLASSIFICATIONS.flatMap((classification) =>
  determinationsOf(classification).map((determination) => ({ classification, determination })),
);
