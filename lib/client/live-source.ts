'use client';
import type { LiveEvent } from '@/lib/domain/live';
import { LiveLog } from './live-log';

export type LiveState = 'connecting' | 'live' | 'lost';

/** What travels between the tabs of one browser. */
type Message =
  | { readonly kind: 'event'; readonly event: LiveEvent }
  | { readonly kind: 'state'; readonly state: LiveState }
  /** Changes were missed: by all, or by the tab that asked. */
  | { readonly kind: 'reset'; readonly tab?: string }
  | { readonly kind: 'ended' }
  /** A tab that has just opened wants to know the state, and what happened since its page was written. */
  | { readonly kind: 'ask'; readonly tab: string; readonly after: string | null }
  /** From now on another tab reads the stream. */
  | { readonly kind: 'lead' };

export interface LiveSink {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onState: (state: LiveState) => void;
  /** Changes may have been missed: everything that is shown must be asked for again. */
  readonly onReset: () => void;
  /** The session is over. */
  readonly onEnded: () => void;
}

const NAME = 'throughline-live';

function deliver(message: Message, sink: LiveSink): void {
  if (message.kind === 'event') sink.onEvent(message.event);
  else if (message.kind === 'state') sink.onState(message.state);
  else if (message.kind === 'reset') sink.onReset();
  else if (message.kind === 'ended') sink.onEnded();
}

/** Opens the stream and keeps it open until `signal` aborts. `after`: the last sequence that this browser has seen. */
function stream(after: () => string | null, send: (message: Message) => void, signal: AbortSignal): void {
  const resume = after();
  const source = new EventSource(resume ? `/api/events?after=${resume}` : '/api/events');
  signal.addEventListener('abort', () => source.close());
  source.onopen = () => send({ kind: 'state', state: 'live' });
  source.onerror = () => {
    send({ kind: 'state', state: 'lost' });
    // The browser gives up for good on any answer but 200: the session ended, or the server was starting.
    if (source.readyState === EventSource.CLOSED && !signal.aborted) retry(after, send, signal);
  };
  source.addEventListener('change', (event) => {
    send({ kind: 'event', event: JSON.parse(event.data) as LiveEvent });
  });
  source.addEventListener('reset', () => send({ kind: 'reset' }));
  source.addEventListener('ended', () => {
    source.close();
    send({ kind: 'ended' });
  });
}

const RETRY = 3_000;

async function retry(
  after: () => string | null,
  send: (message: Message) => void,
  signal: AbortSignal,
): Promise<void> {
  const answer = await fetch('/api/session', { cache: 'no-store', signal }).catch(() => null);
  if (answer?.status === 401) return send({ kind: 'ended' });
  setTimeout(() => !signal.aborted && stream(after, send, signal), RETRY);
}

/**
 * Connects this tab to the browser's one stream: the tab that holds a Web Lock reads it and tells the others over a
 * BroadcastChannel; when that tab closes, the lock and with it the stream pass on. Without Web Locks (a portal on plain
 * HTTP under another name than localhost) each tab reads for itself. Nothing is lost between the writing of a page and
 * its first event: the stream goes on after `since`, and a tab that does not lead asks the one that does.
 *
 * @param since the newest event that the page knows of
 * @returns a function that disconnects
 */
export function connectLive(since: string | null, sink: LiveSink): () => void {
  const stop = new AbortController();
  const tab = `${Date.now()} ${Math.random()}`;
  const log = new LiveLog(since);
  let state: LiveState = 'connecting';
  let leads = false;
  const channel = navigator.locks ? new BroadcastChannel(NAME) : null;
  const receive = (message: Message) => {
    if (message.kind === 'event' && !log.add(message.event)) return;
    if (message.kind === 'state') state = message.state;
    if (message.kind === 'reset') {
      if (message.tab !== undefined && message.tab !== tab) return;
      log.forget();
    }
    deliver(message, sink);
  };
  const send = (message: Message) => {
    channel?.postMessage(message);
    receive(message);
  };
  const lead = () => {
    leads = true;
    stream(() => log.last, send, stop.signal);
  };
  const tell = (message: Message) => channel?.postMessage(message);
  const ask = () => tell({ kind: 'ask', tab, after: log.last });
  const answer = (asking: string, after: string | null) => {
    tell({ kind: 'state', state });
    const missed = after === null ? [] : log.after(after);
    if (missed === null) tell({ kind: 'reset', tab: asking });
    for (const event of missed ?? []) tell({ kind: 'event', event });
  };
  channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'lead') ask();
    else if (data.kind !== 'ask') receive(data);
    else if (leads) answer(data.tab, data.after);
  });
  if (!channel) lead();
  else {
    ask();
    const hold = () => new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
    navigator.locks
      .request(NAME, { signal: stop.signal }, () => {
        // The lock may be granted in the instant in which the page goes away.
        if (stop.signal.aborted) return;
        lead();
        tell({ kind: 'lead' });
        return hold();
      })
      // Aborted while it waited for the lock: the page is going away.
      .catch(() => {});
  }
  return () => {
    stop.abort();
    channel?.close();
  };
}
