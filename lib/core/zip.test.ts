import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Bytes, unzip, zipEntries } from './zip';

interface Packed {
  readonly path: string;
  readonly text: string;
  readonly method?: 0 | 8 | 12;
  /** What the directory says that it unpacks to. */
  readonly size?: number;
  readonly flags?: number;
}

/** An archive as its format describes it. */
function archive(files: readonly Packed[], comment = ''): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { path, text, method = 8, size = Buffer.byteLength(text), flags = 0 } of files) {
    const name = Buffer.from(path);
    const data = method === 8 ? deflateRawSync(text) : Buffer.from(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    parts.push(local, name, data);
    directory.push(entry, name);
    at += local.length + name.length + data.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return new Uint8Array(Buffer.concat([...parts, central, end, Buffer.from(comment)]));
}

const from = (bytes: Uint8Array<ArrayBuffer>): Bytes => ({
  size: bytes.length,
  read: async (start, end) => bytes.slice(start, end),
});

const textOf = async (bytes: Bytes, at = 0): Promise<string> => {
  const entry = (await zipEntries(bytes))[at];
  if (!entry) throw new Error('no such entry');
  return new TextDecoder().decode(await unzip(bytes, entry));
};

describe('an archive', () => {
  it('tells its files and unpacks each, packed or not', async () => {
    const bytes = from(
      archive(
        [
          { path: 'r/', text: '' },
          { path: 'r/ä.kql', text: 'SigninLogs'.repeat(50) },
          { path: 'r\\b.md', text: '# B', method: 0 },
        ],
        'made by hand',
      ),
    );
    expect((await zipEntries(bytes)).map(({ path }) => path)).toEqual(['r/ä.kql', 'r/b.md']);
    expect(await textOf(bytes)).toBe('SigninLogs'.repeat(50));
    expect(await textOf(bytes, 1)).toBe('# B');
  });

  it.each([
    [
      'what unpacks to more than it says',
      { path: 'bomb', text: 'x'.repeat(100_000), size: 100 },
      /more than/,
    ],
    ['what is encrypted', { path: 'a', text: 'x', flags: 1 }, /encrypted/],
    ['what is packed otherwise', { path: 'a', text: 'x', method: 12 as const }, /not known/],
  ])('refuses %s', async (_, file, said) => {
    await expect(textOf(from(archive([file])))).rejects.toThrow(said);
  });

  it('says what is no archive, or half of one', async () => {
    await expect(zipEntries(from(new TextEncoder().encode('hello')))).rejects.toThrow(/no ZIP/);
    const whole = archive([{ path: 'a', text: 'x' }]);
    await expect(zipEntries(from(whole.slice(40)))).rejects.toThrow(/cut off|cannot be read/);
    const broken = archive([{ path: 'a', text: 'hello hello hello' }]);
    broken.fill(0xff, 32, 40);
    await expect(textOf(from(broken))).rejects.toThrow(/unpacked/);
  });
});
