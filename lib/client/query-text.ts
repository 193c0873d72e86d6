/** A query among several in one text. */
export interface TextPart {
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly offset: number;
}

/**
 * The query that stands at a place: queries are told apart by empty lines. A part that ends with a semicolon is a
 * statement of the query after it, so that `let` may stand apart from what uses it.
 */
export function queryAt(text: string, position: number): TextPart {
  const parts = partsOf(text);
  const found = parts.findLast(({ offset }) => offset <= position) ?? parts[0];
  return found ?? { text: '', offset: 0 };
}

function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let open: TextPart | null = null;
  for (const match of text.matchAll(/(?:^|\n)(?:[^\S\n]*\S[^\n]*(?:\n|$))+/g)) {
    const lead = match[0].startsWith('\n') ? 1 : 0;
    const offset: number = open ? open.offset : match.index + lead;
    const whole = text.slice(offset, match.index + match[0].length).trimEnd();
    if (endsOpen(whole)) open = { text: whole, offset };
    else {
      parts.push({ text: whole, offset });
      open = null;
    }
  }
  return open ? [...parts, open] : parts;
}

/** Whether more must follow: its last line of code ends with a semicolon, or all of it is a comment. */
function endsOpen(text: string): boolean {
  const code = text
    .split('\n')
    .map((line) => line.replace(/\/\/.*$/, '').trim())
    .filter(Boolean);
  const last = code.at(-1);
  return last === undefined || last.endsWith(';');
}

/** A query as the fragment of an address: it never reaches a server, so it may be long. */
export async function toFragment(text: string): Promise<string> {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'));
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The query that a fragment holds; null for one that holds none. */
export async function fromFragment(fragment: string): Promise<string | null> {
  try {
    const binary = atob(fragment.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    return new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw')));
  } catch {
    return null;
  }
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const body = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(body).arrayBuffer());
}
