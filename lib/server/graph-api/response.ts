import 'server-only';
import { env } from '@/lib/server/env';
import { type ListOptions, type OptionRules, readOptions } from './odata/options';
import { asBadRequest } from './page';

/** A resource as it is sent: properties in Graph's camelCase. */
export type GraphObject = Readonly<Record<string, unknown>>;

/** `Prefer: include-unknown-enum-members` asks for the members that came after `unknownFutureValue`. */
export function wantsAllMembers(request: Request): boolean {
  return (request.headers.get('prefer') ?? '')
    .split(',')
    .some((preference) => preference.trim().toLowerCase() === 'include-unknown-enum-members');
}

/** Where the links of an answer lead: the configured address, else the one that the client itself used. */
export function baseUrl(request: Request): string {
  const { publicUrl, PORT } = env();
  if (publicUrl !== `http://localhost:${PORT}`) return publicUrl;
  const host = request.headers.get('host');
  return host !== null && /^[\w.:[\]-]+$/.test(host) ? `http://${host}` : publicUrl;
}

export function optionsOf(request: Request, rules: OptionRules): ListOptions {
  return asBadRequest(() => readOptions(new URL(request.url).searchParams, rules));
}

/** The OData envelope of a page; the next link repeats the request with a skip token. */
export function collectionResponse(
  request: Request,
  resource: string,
  value: readonly GraphObject[],
  page: { readonly skipToken: string | null; readonly count: number | null },
  options: ListOptions,
): Response {
  const body: Record<string, unknown> = {
    '@odata.context': `${baseUrl(request)}/api/graph/v1.0/$metadata#${resource}`,
  };
  if (page.count !== null) body['@odata.count'] = page.count;
  if (page.skipToken !== null) body['@odata.nextLink'] = nextLink(request, page.skipToken);
  body.value = value.map((item) => selected(item, options));
  return graphJson(request, body);
}

/** One resource with its context. */
export function entityResponse(
  request: Request,
  resource: string,
  value: GraphObject,
  options: ListOptions,
): Response {
  return graphJson(request, {
    '@odata.context': `${baseUrl(request)}/api/graph/v1.0/$metadata#${resource}/$entity`,
    ...selected(value, options),
  });
}

function graphJson(request: Request, body: unknown): Response {
  const headers: Record<string, string> = {
    'content-type':
      'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  };
  if (wantsAllMembers(request)) headers['preference-applied'] = 'include-unknown-enum-members';
  return new Response(JSON.stringify(body), { headers });
}

function nextLink(request: Request, token: string): string {
  const url = new URL(request.url);
  for (const name of [...url.searchParams.keys()]) {
    if (/^\$?(skip|skiptoken)$/i.test(name)) url.searchParams.delete(name);
  }
  url.searchParams.set('$skiptoken', token);
  const query = url.searchParams.toString().replaceAll('%24', '$');
  return `${baseUrl(request)}${url.pathname}?${query}`;
}

function selected(item: GraphObject, options: ListOptions): GraphObject {
  if (options.select === null) return item;
  const kept = new Set(['id', ...options.select, ...options.expand]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name) || name.startsWith('@')));
}
