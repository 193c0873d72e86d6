/** Names remembered per prefix; a stream has far fewer at a time. */
const MAX_REMEMBERED = 200_000;

/**
 * Makes keys of a prefix and a name, each once: a string that is built anew must be copied and hashed at every look-up,
 * one that is remembered has its hash.
 */
export function keysWith(prefix: string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const key = prefix + name;
    known.set(name, key);
    return key;
  };
}
