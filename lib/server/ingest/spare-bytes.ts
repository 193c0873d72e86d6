/** Smaller ones are cheap to make anew, larger ones are rare and not worth the room. */
const SMALLEST = 64 * 1024;
const LARGEST = 4 * 1024 * 1024;
/** Bytes kept for later, at most. */
const KEPT = 24 * 1024 * 1024;

/**
 * Memory for lines that was used before. New memory is dear twice: the system has to provide each page at its first
 * touch, and for every 64 MB of it the garbage collector looks through the whole heap.
 */
class SpareBytes {
  private readonly spare: Buffer[] = [];
  private bytes = 0;

  /** @returns at least so many bytes, of any content */
  take(least: number): Buffer {
    if (least <= LARGEST) {
      let best = -1;
      for (const [i, { length }] of this.spare.entries())
        if (length >= least && length < (this.spare[best]?.length ?? Number.POSITIVE_INFINITY)) best = i;
      const found = best < 0 ? undefined : this.spare.splice(best, 1)[0];
      if (found) {
        this.bytes -= found.length;
        return found;
      }
    }
    return Buffer.allocUnsafeSlow(least > LARGEST ? least : sizeFor(least));
  }

  give(bytes: Buffer): void {
    const { length } = bytes;
    if (length < SMALLEST || length > LARGEST || this.bytes + length > KEPT) return;
    this.spare.push(bytes);
    this.bytes += length;
  }
}

/** Sizes are powers of two, so that what one buffer gave fits the next. */
function sizeFor(least: number): number {
  let size = SMALLEST;
  while (size < least) size *= 2;
  return size;
}

export const spareBytes = new SpareBytes();
