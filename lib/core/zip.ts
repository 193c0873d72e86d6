/** Bytes that can be read at any place: a file, a `Blob`, an array. */
export interface Bytes {
  readonly size: number;
  readonly read: (from: number, to: number) => Promise<Uint8Array<ArrayBuffer>>;
}

/** A file in an archive, as its directory tells of it. */
export interface ZipEntry {
  readonly path: string;
  /** Unpacked, as the directory says; more is never unpacked. */
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  readonly isEncrypted: boolean;
  /** Where its own header begins. */
  readonly at: number;
}

class ZipError extends Error {
  override readonly name = 'ZipError';
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const LONGEST_COMMENT = 0xffff;
const MOST_ENTRIES = 500_000;

const viewOf = (bytes: Uint8Array<ArrayBuffer>): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const big = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

/**
 * The files of an archive by its directory alone: of a repository of any size only what is wanted is unpacked then.
 * @throws ZipError for what is no archive
 */
export async function zipEntries(bytes: Bytes): Promise<readonly ZipEntry[]> {
  const { at, size } = await directoryOf(bytes);
  if (at + size > bytes.size) throw new ZipError('The archive is cut off.');
  const directory = await bytes.read(at, at + size);
  const view = viewOf(directory);
  const entries: ZipEntry[] = [];
  for (let place = 0; place + 46 <= size; ) {
    if (view.getUint32(place, true) !== ENTRY || entries.length >= MOST_ENTRIES)
      throw new ZipError('The directory of the archive cannot be read.');
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(place + offset, true));
    const end = place + 46 + (name ?? 0);
    const flags = view.getUint16(place + 8, true);
    const sizes = entrySizes(view, place, end, extra ?? 0);
    const path = new TextDecoder().decode(directory.subarray(place + 46, end)).replaceAll('\\', '/');
    if (!path.endsWith('/'))
      entries.push({
        path,
        method: view.getUint16(place + 10, true),
        isEncrypted: (flags & 1) !== 0,
        ...sizes,
      });
    place = end + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

/** Sizes and place of an entry; those that need more than 32 bits stand in its extra field. */
function entrySizes(view: DataView, place: number, extraAt: number, extraSize: number) {
  const short = {
    size: view.getUint32(place + 24, true),
    packed: view.getUint32(place + 20, true),
    at: view.getUint32(place + 42, true),
  };
  const long: Record<keyof typeof short, number> = { ...short };
  for (let at = extraAt; at + 4 <= extraAt + extraSize; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    for (const name of ['size', 'packed', 'at'] as const)
      if (short[name] === 0xffffffff && field + 8 <= view.byteLength) {
        long[name] = big(view, field);
        field += 8;
      }
  }
  return long;
}

async function directoryOf(bytes: Bytes): Promise<{ readonly at: number; readonly size: number }> {
  const from = Math.max(0, bytes.size - LONGEST_COMMENT - 22);
  const tail = viewOf(await bytes.read(from, bytes.size));
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== END) continue;
    const found = { size: tail.getUint32(at + 12, true), at: tail.getUint32(at + 16, true) };
    if (found.at !== 0xffffffff && found.size !== 0xffffffff) return found;
    if (at < 20 || tail.getUint32(at - 20, true) !== LOCATOR_64) break;
    const place = big(tail, at - 12);
    const end = viewOf(await bytes.read(place, place + 56));
    if (end.byteLength < 56 || end.getUint32(0, true) !== END_64) break;
    return { size: big(end, 40), at: big(end, 48) };
  }
  throw new ZipError('This is no ZIP archive.');
}

/** @throws ZipError for what cannot be unpacked, or holds more than its directory says */
export async function unzip(bytes: Bytes, entry: ZipEntry): Promise<Uint8Array<ArrayBuffer>> {
  if (entry.isEncrypted) throw new ZipError('It is encrypted.');
  if (entry.method !== 0 && entry.method !== 8)
    throw new ZipError('It is packed in a way that is not known.');
  const head = viewOf(await bytes.read(entry.at, entry.at + 30));
  if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL)
    throw new ZipError('It is not where the directory says.');
  const from = entry.at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const packed = await bytes.read(from, from + entry.packed);
  return entry.method === 0 ? packed : inflated(packed, entry.size);
}

async function inflated(packed: Uint8Array<ArrayBuffer>, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const whole = new Uint8Array(size);
  let length = 0;
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (length + value.length > size) throw new ZipError('It holds more than the archive says.');
      whole.set(value, length);
      length += value.length;
    }
  } catch (error) {
    throw error instanceof ZipError ? error : new ZipError('It cannot be unpacked.');
  } finally {
    void reader.cancel().catch(() => undefined);
  }
  return whole.subarray(0, length);
}
