/** Reads JSON from one of the portal's own routes. @throws Error for anything but success */
export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  const headers = { accept: 'application/json' };
  const response = await fetch(url, signal ? { signal, headers } : { headers });
  if (!response.ok) throw new Error(`${url.split('?', 1)[0]} answered ${response.status}`);
  return (await response.json()) as T;
}
