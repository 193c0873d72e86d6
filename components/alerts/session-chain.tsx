import { Cloud, FileCog, KeyRound, LogIn, type LucideIcon, Plug, RefreshCw } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { cx } from '@/components/ui/cx';
import { TimeText } from '@/components/ui/time-text';
import { ToneBadge } from '@/components/ui/tone-badge';
import type { SessionChainView, SessionStepView, SessionView } from '@/lib/domain/views/chain';

const ICON: Readonly<Record<SessionStepView['kind'], LucideIcon>> = {
  signIn: LogIn,
  token: RefreshCw,
  change: KeyRound,
  activity: FileCog,
  control: Cloud,
  api: Plug,
};

const HELD_BY: Readonly<Record<SessionView['heldBy'], string>> = {
  session: 'one session id',
  correlation: 'one correlation id',
  address: 'one account and address, close in time',
};

/** Sessions in the order of events, the alert's own open. */
export function SessionChain({ chain }: { readonly chain: SessionChainView }) {
  return (
    <div>
      <ul aria-label="Sessions" className="divide-y divide-line">
        {chain.sessions.map((session) => (
          <Session key={session.id} session={session} />
        ))}
      </ul>
      {chain.moreSessions > 0 ? (
        <p className="border-t px-4 py-2 text-muted text-xs">
          +{chain.moreSessions} more sessions, further away from the alert
        </p>
      ) : null}
    </div>
  );
}

function Session({ session }: { readonly session: SessionView }) {
  const { account, ip, place, startedAt, steps, moreSteps, isAlert, hasSignIn } = session;
  return (
    <li>
      <details open={isAlert}>
        <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-2 px-4 py-2 hover:bg-hover">
          <span className="font-medium">{account ?? 'Somebody'}</span>
          <span className="min-w-0 break-all text-muted text-xs">
            {[ip, place].filter((part) => part !== null).join(' · ') || 'no address'}
          </span>
          {isAlert ? <ToneBadge tone="high">This alert</ToneBadge> : null}
          {hasSignIn ? null : <Badge>sign-in not seen</Badge>}
          <span className="ml-auto whitespace-nowrap text-muted text-xs">
            {steps.length + moreSteps} {steps.length + moreSteps === 1 ? 'step' : 'steps'} ·{' '}
            <TimeText value={new Date(startedAt).toISOString()} />
          </span>
        </summary>
        <ol className="ml-6 flex flex-col gap-1 border-l px-4 pb-3">
          {steps.map((step) => (
            <Step key={step.id} step={step} />
          ))}
          {moreSteps > 0 ? <li className="text-muted text-xs">+{moreSteps} more steps</li> : null}
          <li className="text-faint text-xs">Held together by {HELD_BY[session.heldBy]}</li>
        </ol>
      </details>
    </li>
  );
}

function Step({ step }: { readonly step: SessionStepView }) {
  const Icon = ICON[step.kind];
  return (
    <li
      className={cx(
        'flex min-w-0 flex-wrap items-baseline gap-x-2 rounded-md px-2 py-0.5',
        step.isAlert && 'bg-high-bg/60 ring-1 ring-high-fg/40',
      )}
    >
      <Icon className="size-3.5 shrink-0 self-center text-muted" aria-hidden="true" />
      <span className="break-words">{step.title}</span>
      {step.count > 1 ? <Badge>{step.count} times</Badge> : null}
      {step.success || step.kind === 'signIn' ? null : <Badge>failed</Badge>}
      {step.detail === null ? null : (
        <span className="min-w-0 break-all text-muted text-xs">{step.detail}</span>
      )}
      {step.isAlert ? <ToneBadge tone="high">This alert</ToneBadge> : null}
      <span className="ml-auto whitespace-nowrap text-muted text-xs">
        <TimeText value={new Date(step.at).toISOString()} />
      </span>
    </li>
  );
}
