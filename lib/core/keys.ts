/** Names remembered per prefix; a stream has far fewer at a time. */
const MAX_REMEMBERED = 200_000;

/**
 * Makes keys of a prefix and a name, each once: a string that is built anew must be copied and hashed at every look-up,
 * one that is remembered has its hash.
 */
export function keysWith(prefix: string): (name: string) => string {
  const known = new Map<string, string>();
  // One event asks for the same name many times over.
  let lastName: string | undefined;
  let lastKey = '';
  return (name) => {
    if (name === lastName) return lastKey;
    lastKey = known.get(name) ?? remember(known, name, prefix + name);
    lastName = name;
    return lastKey;
  };
}

function remember(known: Map<string, string>, name: string, key: string): string {
  if (known.size >= MAX_REMEMBERED) known.clear();
  known.set(name, key);
  return key;
}
