/** Any value or string of JSON text, a number literal that JSON does not have, or a Python literal. */
const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\b(?:NaN|Infinity|None|True|False)\b|-Infinity\b/g;
const LITERALS: Readonly<Record<string, string>> = { True: 'true', False: 'false' };

/**
 * Reads JSON, and what data-frame tools write in its place: `NaN` and `Infinity` (read as null) and Python literals
 * with single quotes, `None`, `True` and `False`.
 *
 * @returns the value, or undefined where the text is neither
 */
export function parseLoose(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(text.replace(TOKEN, asJson));
    } catch {
      return undefined;
    }
  }
}

function asJson(token: string): string {
  if (token.startsWith('"')) return token;
  if (token.startsWith("'")) return JSON.stringify(token.slice(1, -1).replace(/\\(['"\\])/g, '$1'));
  return LITERALS[token] ?? 'null';
}
