import type { LiveEvent } from '@/lib/domain/live';

/** Events that a tab remembers: what another tab can have missed while it was being opened, many times over. */
const KEPT = 1_000;

/**
 * The newest events that a tab has heard, whoever told it: it takes each only once, and tells a tab that has just opened
 * what happened since the server wrote its page.
 */
export class LiveLog {
  private events: LiveEvent[] = [];
  private readonly known = new Set<string>();

  private newest: string | null;

  /** @param from everything after this sequence will be heard; null while that is not known */
  constructor(private from: string | null) {
    this.newest = from;
  }

  /** The last sequence that was heard; the stream goes on after it. */
  get last(): string | null {
    return this.newest;
  }

  /** @returns false for an event that was heard already, or is in the page as the server wrote it */
  add(event: LiveEvent): boolean {
    const { sequence } = event;
    if (this.known.has(sequence) || (this.from !== null && BigInt(sequence) <= BigInt(this.from)))
      return false;
    this.from ??= sequence;
    if (this.newest === null || BigInt(sequence) > BigInt(this.newest)) this.newest = sequence;
    this.known.add(sequence);
    // Told by two tabs, a later one may have come first.
    const after = this.events.findLastIndex((other) => BigInt(other.sequence) < BigInt(sequence));
    this.events.splice(after + 1, 0, event);
    const dropped = this.events.length > KEPT ? this.events.shift() : undefined;
    if (dropped) {
      this.known.delete(dropped.sequence);
      this.from = dropped.sequence;
    }
    return true;
  }

  /** Something was missed, nobody knows up to where: what is known begins with the next event. */
  forget(): void {
    this.from = null;
    this.events = [];
    this.known.clear();
  }

  /** What was heard after a sequence; null where the log does not reach back so far. */
  after(sequence: string): readonly LiveEvent[] | null {
    if (this.from === null || BigInt(sequence) < BigInt(this.from)) return null;
    return this.events.filter((event) => BigInt(event.sequence) > BigInt(sequence));
  }
}
