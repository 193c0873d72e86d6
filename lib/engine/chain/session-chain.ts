import type { SessionChainView, SessionStepView, SessionView } from '@/lib/domain/views/chain';
import { placeOf } from './place';
import { type Step, stepOf } from './steps';
import type { ChainEvent } from './types';

/** Steps of one account and address further apart than this belong to two sessions. */
const GAP = 3_600_000;
const MAX_SESSIONS = 8;
const MAX_STEPS = 40;

interface Session {
  readonly events: Step[];
  readonly sessionIds: Set<string>;
  heldBy: SessionView['heldBy'];
  last: number;
}

/**
 * What somebody did in the cloud around an alert, session by session: steps that share a session or correlation id are
 * one session, whatever address they came from; else those of one account from one address close in time.
 * @param alertRows rows of the alert itself, which are marked
 */
export function sessionChain(
  events: readonly ChainEvent[],
  alertRows: ReadonlySet<string>,
): SessionChainView | null {
  const steps = events
    .flatMap((event) => stepOf(event) ?? [])
    .sort((a, b) => a.time - b.time || (a.rowId < b.rowId ? -1 : 1));
  if (steps.length === 0) return null;
  const views = group(steps).map((session) => viewOf(session, alertRows));
  // The alert's own sessions are never the ones that are left out.
  const kept = views
    .toSorted((a, b) => Number(b.isAlert) - Number(a.isAlert) || distance(a, views) - distance(b, views))
    .slice(0, MAX_SESSIONS)
    .sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1));
  return { kind: 'session', sessions: kept, moreSessions: views.length - kept.length };
}

/** How far a session lies from the alert's. */
function distance(session: SessionView, all: readonly SessionView[]): number {
  const alerts = all.filter((one) => one.isAlert);
  return alerts.length === 0
    ? session.startedAt
    : Math.min(...alerts.map((one) => Math.abs(one.startedAt - session.startedAt)));
}

function group(steps: readonly Step[]): Session[] {
  const sessions: Session[] = [];
  const byId = new Map<string, Session>();
  const byPlace = new Map<string, Session>();
  for (const step of steps) {
    const place = `${step.account ?? ''}|${step.ip ?? ''}`;
    const session =
      (step.sessionId === null ? undefined : byId.get(`s ${step.sessionId}`)) ??
      (step.correlationId === null ? undefined : byId.get(`c ${step.correlationId}`)) ??
      near(byPlace.get(place), step) ??
      open(sessions, step);
    session.events.push(step);
    session.last = Math.max(session.last, step.time);
    if (step.sessionId !== null) {
      session.sessionIds.add(step.sessionId);
      session.heldBy = 'session';
      byId.set(`s ${step.sessionId}`, session);
    }
    if (step.correlationId !== null) {
      if (byId.has(`c ${step.correlationId}`) && session.heldBy === 'address') session.heldBy = 'correlation';
      byId.set(`c ${step.correlationId}`, session);
    }
    if (step.account !== null && step.ip !== null) byPlace.set(place, session);
  }
  return sessions;
}

/** The running session of the same account and address, unless both say that they are two. */
function near(session: Session | undefined, step: Step): Session | undefined {
  if (!session || step.time - session.last > GAP) return undefined;
  const contradicts = step.sessionId !== null && session.sessionIds.size > 0;
  return contradicts ? undefined : session;
}

function open(sessions: Session[], { time }: Step): Session {
  const made: Session = { events: [], sessionIds: new Set(), heldBy: 'address', last: time };
  sessions.push(made);
  return made;
}

function viewOf({ events, heldBy }: Session, alertRows: ReadonlySet<string>): SessionView {
  const steps = fold(events, alertRows);
  const first = events[0];
  const signIn = events.find((step) => step.kind === 'signIn' && step.success);
  const told = signIn ?? events.find((step) => step.ip !== null) ?? first;
  return {
    id: first?.rowId ?? '',
    account: events.find((step) => step.account !== null)?.accountName ?? null,
    ip: told?.ip ?? null,
    place: placeOf(told?.geo),
    heldBy,
    startedAt: first?.time ?? 0,
    endedAt: events.at(-1)?.time ?? 0,
    hasSignIn: signIn !== undefined,
    isAlert: events.some((step) => alertRows.has(step.rowId)),
    steps: shorten(steps),
    moreSteps: Math.max(0, steps.length - MAX_STEPS),
  };
}

/** Steps of the alert stay, the others go from the end. */
function shorten(steps: readonly SessionStepView[]): readonly SessionStepView[] {
  if (steps.length <= MAX_STEPS) return steps;
  const kept = new Set(
    steps
      .map((step, index) => ({ step, index }))
      .sort((a, b) => Number(b.step.isAlert) - Number(a.step.isAlert) || a.index - b.index)
      .slice(0, MAX_STEPS)
      .map(({ step }) => step),
  );
  return steps.filter((step) => kept.has(step));
}

/** The same thing again right after itself is one step with a count. */
function fold(events: readonly Step[], alertRows: ReadonlySet<string>): SessionStepView[] {
  const steps: SessionStepView[] = [];
  for (const event of events) {
    const isAlert = alertRows.has(event.rowId);
    const before = steps.at(-1);
    const repeats =
      before !== undefined &&
      before.title === event.title &&
      before.kind === event.kind &&
      before.success === event.success &&
      before.isAlert === isAlert;
    if (repeats) {
      const detail = before.detail === event.detail ? before.detail : null;
      steps[steps.length - 1] = { ...before, count: before.count + 1, lastAt: event.time, detail };
      continue;
    }
    const { rowId, kind, title, detail, time, success } = event;
    steps.push({ id: rowId, kind, title, detail, at: time, lastAt: time, count: 1, success, isAlert });
  }
  return steps;
}
