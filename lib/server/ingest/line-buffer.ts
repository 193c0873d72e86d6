import { spareBytes } from './spare-bytes';

/** So much is reserved for the first line; most requests bring a few rows only. */
const FIRST = 4 * 1024;
/** UTF-8 takes at most three bytes for each unit of a string. */
const WIDEST = 3;
const NEWLINE = 10;

/**
 * Lines as UTF-8 bytes in memory that is used again: rows are written as bytes the moment they are ready, instead of
 * being kept as strings that the garbage collector has to carry around.
 */
export class LineBuffer {
  private bytes: Buffer = Buffer.allocUnsafe(FIRST);
  private used = 0;

  get length(): number {
    return this.used;
  }

  /**
   * Adds one line, in parts where joining them would cost a copy.
   * @returns the bytes that the line takes, with its end
   */
  add(first: string, second = ''): number {
    this.reserve((first.length + second.length) * WIDEST + 1);
    const start = this.used;
    this.used += this.bytes.write(first, this.used);
    if (second !== '') this.used += this.bytes.write(second, this.used);
    this.bytes[this.used++] = NEWLINE;
    return this.used - start;
  }

  /** The lines so far. Valid until the next `add`, `clear` or `release`. */
  view(): Buffer {
    return this.bytes.subarray(0, this.used);
  }

  clear(): void {
    this.used = 0;
  }

  /** Gives the memory to the next buffer, which may write to it at once: nobody may still be reading it. */
  release(): void {
    spareBytes.give(this.bytes);
    this.bytes = Buffer.allocUnsafe(0);
    this.used = 0;
  }

  private reserve(more: number): void {
    const needed = this.used + more;
    if (needed <= this.bytes.length) return;
    const larger = spareBytes.take(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.used);
    spareBytes.give(this.bytes);
    this.bytes = larger;
  }
}
