'use client';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { deleteWebhookAction, setWebhookEnabledAction, testWebhookAction } from '@/lib/actions/settings';
import { ConfirmButton } from '../confirm-button';
import { useCommand } from '../use-command';

export interface WebhookActionsProps {
  readonly id: string;
  readonly url: string;
  readonly enabled: boolean;
}

export function WebhookActions({ id, url, enabled }: WebhookActionsProps) {
  const toast = useToast();
  const test = useCommand(testWebhookAction, {
    onDone: ({ delivered, reason }) =>
      toast(
        delivered
          ? { title: 'The receiver accepted the test message', tone: 'success' }
          : { title: 'The test message was not accepted', description: reason ?? '', tone: 'error' },
      ),
  });
  const toggle = useCommand(setWebhookEnabledAction, {
    done: enabled ? 'Webhook switched off' : 'Webhook switched on',
  });
  return (
    <div className="flex justify-end gap-1">
      <Button size="sm" variant="ghost" pending={test.pending} onClick={() => test.run({ id })}>
        Send test
      </Button>
      <Button
        size="sm"
        variant="ghost"
        pending={toggle.pending}
        onClick={() => toggle.run({ id, enabled: !enabled })}
      >
        {enabled ? 'Switch off' : 'Switch on'}
      </Button>
      <ConfirmButton
        id={id}
        action={deleteWebhookAction}
        label="Remove"
        title="Remove this webhook?"
        consequence={`${url} gets no more events, and what waits for it is dropped. This cannot be undone.`}
        done="Webhook removed"
      />
    </div>
  );
}
