'use client';
import { type FormEvent, useState } from 'react';
import { useCommand } from '@/components/settings/use-command';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { pinHubAction } from '@/lib/actions/detection-settings';
import type { HubPin } from '@/lib/domain/views/detection-settings';

interface Choice {
  readonly to: HubPin | null;
  readonly label: string;
  readonly title: string;
  readonly consequence: string;
}

const CHOICES: readonly Choice[] = [
  {
    to: 'hub',
    label: 'Pin as hub',
    title: 'Pin as hub?',
    consequence: 'From now on, two alerts are not linked because they share it. Incidents that exist stay.',
  },
  {
    to: 'notHub',
    label: 'Pin as not a hub',
    title: 'Pin as not a hub?',
    consequence: 'From now on, sharing it counts in full, however many accounts and devices it touches.',
  },
  {
    to: null,
    label: 'Unpin',
    title: 'Remove the pin?',
    consequence: 'From now on, what was measured decides again.',
  },
];

export interface HubPinButtonsProps {
  readonly entityId: string;
  readonly pin: HubPin | null;
  /** In a row of a table: without the line that parts it from what is above. */
  readonly inRow?: boolean;
}

/** The choices other than the one that holds; each asks for a reason. */
export function HubPinButtons({ entityId, pin, inRow = false }: HubPinButtonsProps) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const command = useCommand(pinHubAction, {
    done: 'Saved: it counts from the next alert on',
    onDone: () => setChoice(null),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (choice === null) return;
    const reason = String(new FormData(event.currentTarget).get('reason'));
    command.run({ id: entityId, from: pin, to: choice.to, reason });
  };
  return (
    <div className={inRow ? 'flex flex-wrap gap-1' : 'mt-3 flex flex-wrap gap-2 border-t pt-3'}>
      {CHOICES.filter(({ to }) => to !== pin).map((other) => (
        <Button key={other.label} size="sm" onClick={() => setChoice(other)}>
          {other.label}
        </Button>
      ))}
      <Dialog
        open={choice !== null}
        onOpenChange={(open) => !open && setChoice(null)}
        width="sm"
        title={choice?.title ?? ''}
        description={choice?.consequence}
        footer={
          <>
            <Button onClick={() => setChoice(null)}>Cancel</Button>
            <Button variant="primary" type="submit" form="pin-hub" pending={command.pending}>
              {choice?.label}
            </Button>
          </>
        }
      >
        <form id="pin-hub" onSubmit={submit}>
          <Field label="Reason" error={command.fields.reason}>
            {(state) => <Textarea {...state} name="reason" required maxLength={1_000} />}
          </Field>
        </form>
      </Dialog>
    </div>
  );
}
