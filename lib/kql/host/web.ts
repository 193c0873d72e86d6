import { type HostFunction, host } from './define';

function parsedUrl(text: string): unknown {
  const found =
    /^(?:([a-z][a-z0-9+.-]*):)?\/\/(?:([^/?#@]*)@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/i.exec(
      text,
    );
  if (!found)
    return {
      Scheme: '',
      Host: '',
      Port: '',
      Path: '',
      Username: '',
      Password: '',
      'Query Parameters': {},
      Fragment: '',
    };
  const [, scheme, user, name, port, path, query, fragment] = found;
  const [username, password] = (user ?? '').split(':');
  return {
    Scheme: scheme ?? '',
    Host: name ?? '',
    Port: port ?? '',
    Path: path ?? '',
    Username: username ?? '',
    Password: password ?? '',
    'Query Parameters': parameters(query ?? ''),
    Fragment: fragment ?? '',
  };
}

function parameters(query: string): Record<string, string> {
  const pairs = query
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const at = pair.indexOf('=');
      return at < 0 ? ([pair, ''] as const) : ([pair.slice(0, at), decoded(pair.slice(at + 1))] as const);
    });
  return Object.fromEntries(pairs);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Hexadecimal digits in small letters, as .NET writes them. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());

/** Addresses of the web and their parts. */
export const WEB_HOST: readonly HostFunction[] = [
  host('url_decode', ['string'], 'string', decoded),
  host('url_encode', ['string'], 'string', (text: string) => encoded(text).replaceAll('%20', '+')),
  host('url_encode_component', ['string'], 'string', encoded),
  host('parse_url', ['string'], 'dynamic', parsedUrl),
  host('parse_urlquery', ['string'], 'dynamic', (text: string) => ({
    'Query Parameters': parameters(text.replace(/^\?/, '')),
  })),
];
