'use client';
import { ConfirmButton } from '@/components/settings/confirm-button';
import { useCommand } from '@/components/settings/use-command';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { pauseDemoAction, removeDemoAction } from '@/lib/actions/demo';

export interface DemoCardProps {
  readonly paused: boolean;
  readonly mayManage: boolean;
}

/** Says that a demo company lives here, and lets an administrator pause it or take it away. */
export function DemoCard({ paused, mayManage }: DemoCardProps) {
  const pause = useCommand(pauseDemoAction, {
    done: paused ? 'The demo company goes on.' : 'The demo company is paused.',
  });
  return (
    <Card title="Demo company">
      <p className="text-muted">
        A made-up company sends a gentle stream of events, with an attack from time to time.{' '}
        {paused ? 'It is paused.' : 'It is running.'}
      </p>
      {mayManage ? (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" pending={pause.pending} onClick={() => pause.run({ paused: !paused })}>
            {paused ? 'Resume the stream' : 'Pause the stream'}
          </Button>
          <ConfirmButton
            id="demo"
            action={removeDemoAction}
            label="Remove demo data"
            title="Remove the demo company?"
            consequence="Its events, alerts, incidents and users go, with everything learnt from them. Your own data and the audit log stay. This cannot be undone."
            done="The demo company is gone."
          />
        </div>
      ) : null}
    </Card>
  );
}
