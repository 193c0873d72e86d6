'use client';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import type { GraphSession } from './use-graph';

/** What others did with a saved graph while it is open. */
export type GraphFate = { readonly is: 'newer'; readonly by: string } | { readonly is: 'gone' };

/** What the person should know of the graph as a whole. */
export function Notices({
  session,
  fate,
  canWrite,
}: {
  readonly session: GraphSession;
  readonly fate: GraphFate | null;
  readonly canWrite: boolean;
}) {
  const { message } = session;
  return (
    <div className="mb-3 flex flex-col gap-2 empty:hidden">
      {fate?.is === 'newer' ? (
        <Banner
          tone="warning"
          live
          action={
            <Button size="sm" onClick={() => window.location.reload()}>
              Open the new version
            </Button>
          }
        >
          {fate.by} saved this graph after you opened it. Yours can still be saved as a new one.
        </Banner>
      ) : null}
      {fate?.is === 'gone' ? (
        <Banner tone="warning" live>
          This graph was deleted, or is no longer shared with you.{' '}
          {canWrite ? 'What you see can still be saved as a new one.' : null}
        </Banner>
      ) : null}
      {session.isTooLong ? (
        <Banner>
          This graph has become too large for its address.{' '}
          {canWrite
            ? 'Save it to come back to it or to show it to others.'
            : 'The address leads to where it began.'}
        </Banner>
      ) : null}
      {message ? (
        <Banner key={message.text} tone={message.isError ? 'error' : 'info'} live>
          {message.text}
        </Banner>
      ) : null}
    </div>
  );
}

/** The pane while nothing is chosen. */
export function Hints() {
  return (
    <div className="flex flex-col gap-2 p-4 text-muted text-xs">
      <h2 className="font-semibold text-sm text-text">Choose a node</h2>
      <p>Its pane says what it is, what holds it, and what it can be expanded by, with how many there are.</p>
      <p>
        Drag a node to put it elsewhere: it is pinned there. Everything else stays where it is when new nodes
        come.
      </p>
      <p>A dashed line is known from telemetry or from a link score, a plain one from an alert.</p>
    </div>
  );
}
