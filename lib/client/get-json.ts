/** Reads JSON from one of the portal's own routes. @throws Error for anything but success */
export async function getJson<T>(url: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`${url.split('?', 1)[0]} answered ${response.status}`);
  return (await response.json()) as T;
}
