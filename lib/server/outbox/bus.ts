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
  newest?: bigint;
}

// Next bundles start-up code and route handlers apart, each with its own copy of this module: they meet here.
const kept = globalThis as typeof globalThis & { throughlineBus?: Bus };
kept.throughlineBus ??= { listeners: new Set(), streams: new Set() };
const bus = kept.throughlineBus;
const { listeners, streams } = bus;

/** Hears every event of this process from now on, in sequence. @returns a function that ends it */
export function onOutboxEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Every event up to this one has been told, or was there before this process listened. */
export function listenFrom(sequence: bigint): void {
  bus.newest = sequence;
}

/**
 * The newest sequence that this process knows of, null before it listens. Whatever is read afterwards holds all that
 * events up to there tell of.
 */
export const newestSequence = (): bigint | null => bus.newest ?? null;

/** Tells the listeners of this process. */
export function tell(event: OutboxEvent): void {
  bus.newest = event.sequence;
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
