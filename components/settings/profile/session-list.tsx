'use client';
import { Button } from '@/components/ui/button';
import { TimeText } from '@/components/ui/time-text';
import { ToneBadge } from '@/components/ui/tone-badge';
import { endOwnSessionAction } from '@/lib/actions/session';
import { useCommand } from '../use-command';

export interface OwnSession {
  readonly id: string;
  readonly createdAt: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly current: boolean;
}

/** Browser and system from a user agent, as far as a person wants to know them. */
function deviceOf(userAgent: string | null): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\/[\d.]+/.exec(userAgent ?? '')?.[1];
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(userAgent ?? '')?.[1];
  const name = browser === 'Edg' ? 'Edge' : browser === 'OPR' ? 'Opera' : browser;
  return [name, system?.replace('Mac OS X', 'macOS')].filter(Boolean).join(' on ') || 'Unknown device';
}

export function SessionList({ sessions }: { readonly sessions: readonly OwnSession[] }) {
  const end = useCommand(endOwnSessionAction, { done: 'Session ended' });
  return (
    <ul>
      {sessions.map((session) => (
        <li key={session.id} className="flex min-h-12 items-center gap-3 border-b px-4 py-2 last:border-b-0">
          <div className="min-w-0 flex-1">
            <p className="font-medium">{deviceOf(session.userAgent)}</p>
            <p className="text-muted text-xs">
              {session.ip ?? 'unknown address'} · since <TimeText value={session.createdAt} format="short" />
            </p>
          </div>
          {session.current ? (
            <ToneBadge tone="accent">This session</ToneBadge>
          ) : (
            <Button size="sm" pending={end.pending} onClick={() => end.run({ sessionId: session.id })}>
              End
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
