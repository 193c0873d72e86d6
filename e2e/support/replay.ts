import type { Page, Request } from '@playwright/test';
import { BASE_URL } from './portal';

const isAction = (sent: Request): boolean => sent.headers()['next-action'] !== undefined;

/** Does something that calls a server action, and returns the request that the browser sent. */
export async function captured(page: Page, act: () => Promise<unknown>): Promise<Request> {
  const request = page.waitForRequest(isAction);
  await act();
  return request;
}

/** Does something, and returns the requests of all server actions that it called. */
export async function capturedAll(page: Page, act: () => Promise<unknown>): Promise<readonly Request[]> {
  const requests: Request[] = [];
  const note = (sent: Request): void => {
    if (isAction(sent)) requests.push(sent);
  };
  page.on('request', note);
  await act();
  page.off('request', note);
  return requests;
}

/** Sends the same request with the cookies of another page's person, and returns what the server answered. */
export async function replay(page: Page, request: Request): Promise<string> {
  const sent = request.headers();
  const kept = ['next-action', 'content-type', 'accept', 'next-router-state-tree'];
  const headers = Object.fromEntries(kept.flatMap((name) => (sent[name] ? [[name, sent[name]]] : [])));
  const response = await page.request.post(request.url(), {
    headers: { ...headers, origin: BASE_URL },
    data: request.postDataBuffer() ?? Buffer.alloc(0),
  });
  return response.text();
}
