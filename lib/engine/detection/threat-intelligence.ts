/** One public indicator: what it is, which campaign it belongs to and who published it. */
export interface DomainIndicator {
  readonly domain: string;
  readonly campaign: string;
  readonly source: string;
}

/**
 * Command-and-control domains of closed, publicly reported campaigns. A short, historical list that proves the
 * mechanism and finds old traces in imported data; a live feed belongs in the tenant's own indicators.
 */
const KNOWN_BAD_DOMAINS: readonly DomainIndicator[] = [
  {
    domain: 'avsvmcloud.com',
    campaign: 'SUNBURST (Nobelium)',
    source: 'FireEye, 13 December 2020; CISA AA20-352A',
  },
  { domain: 'freescanonline.com', campaign: 'SUNBURST (Nobelium)', source: 'FireEye, 13 December 2020' },
  { domain: 'deftsecurity.com', campaign: 'SUNBURST (Nobelium)', source: 'FireEye, 13 December 2020' },
  { domain: 'thedoccloud.com', campaign: 'SUNBURST (Nobelium)', source: 'FireEye, 13 December 2020' },
  { domain: 'websitetheme.com', campaign: 'SUNBURST (Nobelium)', source: 'FireEye, 13 December 2020' },
  { domain: 'highdatabase.com', campaign: 'SUNBURST (Nobelium)', source: 'FireEye, 13 December 2020' },
  { domain: 'panhardware.com', campaign: 'SUNBURST (Nobelium)', source: 'FireEye, 13 December 2020' },
  {
    domain: 'theyardservice.com',
    campaign: 'Nobelium, USAID lure',
    source: 'Microsoft, 27 May 2021; CISA AA21-148A',
  },
  {
    domain: 'worldhomeoutlet.com',
    campaign: 'Nobelium, USAID lure',
    source: 'Microsoft, 27 May 2021; CISA AA21-148A',
  },
  { domain: 'cityloss.com', campaign: 'Nobelium, USAID lure', source: 'Microsoft, 27 May 2021' },
  {
    domain: 'iuqerfsodp9ifjaposdfjhgosurijfaewrwergwea.com',
    campaign: 'WannaCry kill switch',
    source: 'CISA TA17-132A',
  },
];

const BY_DOMAIN: ReadonlyMap<string, DomainIndicator> = new Map(KNOWN_BAD_DOMAINS.map((i) => [i.domain, i]));

/** The indicator that a name, or any parent domain of it, is; names are matched on whole labels. */
export function indicatorFor(name: string): DomainIndicator | undefined {
  let rest = name.toLowerCase().replace(/\.$/, '');
  while (rest.includes('.')) {
    const hit = BY_DOMAIN.get(rest);
    if (hit) return hit;
    rest = rest.slice(rest.indexOf('.') + 1);
  }
  return undefined;
}

/** The host of a URL or of a bare name, lower case; empty when there is none. */
export const hostOfUrl = (url: string): string =>
  (/^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@]*@)?([^/?#:]+)/i.exec(url)?.[1] ?? '').toLowerCase();
