import 'server-only';

/** A key is so many bytes of SHA-256: any four of them are a hash already. */
export const KEY_BYTES = 16;

const FIRST_SLOTS = 256;
/** Chunk 0 marks a free slot. */
const FREE = 0;
const MAX_CHUNKS = 0xffff;

/**
 * Where keys may be: a hash table of 32 bits of each key and the number of the chunk that holds it, six bytes a slot.
 * What it does not find was never added; what it finds must be looked at, since other keys share those bits.
 */
export class KeyIndex {
  private hashes = new Uint32Array(FIRST_SLOTS);
  private chunks = new Uint16Array(FIRST_SLOTS);
  private used = 0;
  private chunkCount = 0;

  get slots(): number {
    return this.hashes.length;
  }

  /** True when no further chunk has a number. */
  get full(): boolean {
    return this.chunkCount >= MAX_CHUNKS;
  }

  /**
   * Adds all keys of a buffer as one chunk.
   * @returns its number, counted from 1
   * @throws when the index is full
   */
  add(keys: Buffer): number {
    if (this.full) throw new Error(`no more than ${MAX_CHUNKS} chunks of keys fit into an index`);
    const chunk = ++this.chunkCount;
    this.reserve(keys.length / KEY_BYTES);
    for (let at = 0; at < keys.length; at += KEY_BYTES) this.put(keys.readUInt32LE(at), chunk);
    return chunk;
  }

  /** Numbers of the chunks that may hold the key at `at`. */
  find(keys: Buffer, at: number): number[] {
    const hash = keys.readUInt32LE(at);
    const { hashes, chunks } = this;
    const mask = hashes.length - 1;
    const found: number[] = [];
    for (let slot = hash & mask; chunks[slot] !== FREE; slot = (slot + 1) & mask)
      if (hashes[slot] === hash) found.push(chunks[slot] as number);
    return found;
  }

  private put(hash: number, chunk: number): void {
    const { hashes, chunks } = this;
    const mask = hashes.length - 1;
    let slot = hash & mask;
    while (chunks[slot] !== FREE) slot = (slot + 1) & mask;
    hashes[slot] = hash;
    chunks[slot] = chunk;
    this.used++;
  }

  /** Keeps a third of the slots free, so that a search ends after a few. */
  private reserve(more: number): void {
    let slots = this.slots;
    while ((this.used + more) * 3 > slots * 2) slots *= 2;
    if (slots === this.slots) return;
    const { hashes, chunks } = this;
    this.hashes = new Uint32Array(slots);
    this.chunks = new Uint16Array(slots);
    this.used = 0;
    hashes.forEach((hash, slot) => {
      const chunk = chunks[slot] ?? FREE;
      if (chunk !== FREE) this.put(hash, chunk);
    });
  }
}
