import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Manifest = z.object({ node: z.record(z.string(), z.object({ exportedName: z.string() })) });

/** Under which ids the built portal answers these server actions. */
export function actionIds(names: readonly string[]): ReadonlyMap<string, string> {
  const manifest = Manifest.parse(
    JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')),
  );
  const ids = new Map(Object.entries(manifest.node).map(([id, { exportedName }]) => [exportedName, id]));
  return new Map(
    names.map((name) => {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`no server action is called ${name}`);
      return [name, id];
    }),
  );
}

/**
 * Calls a server action as a browser does, and fails when it was refused.
 * @returns milliseconds from the request to the last byte of the answer
 */
export async function callAction(
  browser: { readonly url: string; readonly cookie: string },
  id: string,
  input: object,
): Promise<number> {
  const started = performance.now();
  const response = await fetch(`${browser.url}/incidents`, {
    method: 'POST',
    headers: {
      cookie: browser.cookie,
      origin: browser.url,
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': id,
    },
    body: JSON.stringify([input]),
  });
  const text = await response.text();
  const took = performance.now() - started;
  if (response.status !== 200 || /"(serverError|validationErrors)":/.test(text))
    throw new Error(`an action answered ${response.status}: ${text.slice(0, 500)}`);
  return took;
}
