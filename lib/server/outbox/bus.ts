import 'server-only';

/** A sequenced event, as streams get it. */
export interface OutboxEvent {
  readonly sequence: bigint;
  readonly tenantId: string;
  readonly type: string;
  readonly targetId: string;
}

type Listener = (event: OutboxEvent) => void;

interface Bus {
  readonly listeners: Set<Listener>;
  readonly streams: Set<() => void>;
}

// Next bundles start-up code and route handlers apart, each with its own copy of this module: they meet here.
const kept = globalThis as typeof globalThis & { throughlineBus?: Bus };
kept.throughlineBus ??= { listeners: new Set(), streams: new Set() };
const { listeners, streams } = kept.throughlineBus;

/** Hears every event of this process from now on, in sequence. @returns a function that ends it */
export function onOutboxEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Tells the listeners of this process. */
export function tell(event: OutboxEvent): void {
  for (const listener of listeners) listener(event);
}

/** Registers how to close an open stream. @returns a function that takes it off the list */
export function trackStream(close: () => void): () => void {
  streams.add(close);
  return () => void streams.delete(close);
}

/** Closes all open streams, at shutdown: browsers come back to the next server by themselves. */
export function closeStreams(): void {
  for (const close of streams) close();
}
