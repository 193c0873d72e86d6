import 'server-only';
import { LIVE_AREAS, liveArea } from '@/lib/domain/live';
import type { Actor } from '@/lib/domain/permissions';
import { findSession } from '../auth/session';
import { SESSION_REVOKED } from '../auth/sessions';
import { can } from '../authz/authorize';
import { log } from '../log';
import { isTokenValid } from '../tokens/verify';
import { type OutboxEvent, onOutboxEvent, trackStream } from './bus';
import { eventsAfter, lastSequence, reachesBack } from './read';

/** A sign of life, and the moment at which the session is looked at again, ms. */
const HEARTBEAT = 15_000;
/** Events that a returning browser is told one by one; beyond, it is told to ask for everything again. */
const REPLAY_LIMIT = 1_000;

export interface StreamOptions {
  readonly actor: Actor;
  /** The session that the stream ends with; null for a token. */
  readonly sessionId: string | null;
  /** The last sequence that the browser has seen. */
  readonly after: bigint | null;
  readonly signal: AbortSignal;
}

/** Whether an actor may hear of an event. */
export function mayHear(actor: Actor, event: OutboxEvent): boolean {
  const area = liveArea(event.type);
  return event.tenantId === actor.tenantId && area !== null && can(actor, LIVE_AREAS[area]);
}

const frame = (event: OutboxEvent): string => {
  const sequence = event.sequence.toString();
  const data = JSON.stringify({ sequence, type: event.type, targetId: event.targetId });
  return `id: ${sequence}\nevent: change\ndata: ${data}\n\n`;
};

/** What a returning browser has missed; null when that is too much or no longer kept. */
async function missedSince(sequence: bigint): Promise<OutboxEvent[] | null> {
  if (!(await reachesBack(sequence))) return null;
  const missed = await eventsAfter(sequence, REPLAY_LIMIT + 1);
  return missed.length > REPLAY_LIMIT ? null : missed;
}

/** Whether an event ends the stream: its session or its token was revoked. */
const endsStream = (event: OutboxEvent, actor: Actor, sessionId: string | null): boolean =>
  (event.type === SESSION_REVOKED && event.targetId === sessionId) ||
  (event.type === 'token.revoked' && event.targetId === actor.id);

/** The actor with what they may do now; null when their session or token is no longer valid. */
async function currentActor(actor: Actor, sessionId: string | null): Promise<Actor | null> {
  if (sessionId !== null) return (await findSession(actor.tenantId, sessionId))?.actor ?? null;
  if (actor.kind !== 'token') return actor;
  return (await isTokenValid(actor.tenantId, actor.id)) ? actor : null;
}

/** Server-sent events for one browser, until it goes away or its session ends. */
export function liveStream({
  actor: first,
  sessionId,
  after,
  signal,
}: StreamOptions): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let actor = first;
  let close = () => {};
  return new ReadableStream({
    async start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      let waiting: OutboxEvent[] | null = [];
      let position = 0n;
      const pass = (event: OutboxEvent) => {
        if (event.sequence <= position) return;
        position = event.sequence;
        if (mayHear(actor, event)) send(frame(event));
      };
      const finish = () => {
        send('event: ended\ndata: {}\n\n');
        close();
      };
      const check = async () => {
        const current = await currentActor(actor, sessionId);
        if (current) actor = current;
        else if (open) finish();
      };
      // The database may be away for a moment: the next sign of life looks again.
      const checkSoon = () =>
        void check().catch((error: unknown) =>
          log().warn({ err: error }, 'a live stream could not be checked'),
        );
      let open = true;
      const unsubscribe = onOutboxEvent((event) => {
        if (endsStream(event, actor, sessionId)) finish();
        else if (waiting) waiting.push(event);
        else pass(event);
        if (event.type === 'person.updated' && event.targetId === actor.id) checkSoon();
      });
      const timer = setInterval(() => {
        send(': still here\n\n');
        checkSoon();
      }, HEARTBEAT);
      close = () => {
        if (!open) return;
        open = false;
        clearInterval(timer);
        unsubscribe();
        untrack();
        controller.close();
      };
      const untrack = trackStream(close);
      signal.addEventListener('abort', () => close());
      let missed: OutboxEvent[] | null;
      try {
        position = after ?? (await lastSequence());
        missed = await missedSince(position);
      } catch (error) {
        // A stream that cannot begin must not stay subscribed; the browser comes back by itself.
        close();
        throw error;
      }
      if (!open) return;
      send(`retry: 2000\nid: ${position}\nevent: hello\ndata: {}\n\n`);
      if (!missed) send('event: reset\ndata: {}\n\n');
      for (const event of [...(missed ?? []), ...waiting]) pass(event);
      waiting = null;
    },
    cancel: () => close(),
  });
}
