import 'server-only';
import type { GeoLocation } from '@/lib/domain/facts/location';

/**
 * Systems whose addresses hide the person behind them, by number. Tor: systems that announce little else than Tor
 * exits. VPN: the published networks of the large consumer VPN services and of the wholesalers that they rent from.
 * Hosting: clouds and rented servers, where people rarely sit. No list of single addresses is shipped: it would be
 * stale within days.
 */
const SYSTEMS: Readonly<Record<NonNullable<GeoLocation['anonymizer']>, readonly number[]>> = {
  tor: [60729, 62744, 205100, 208323, 210558, 396507, 4224],
  vpn: [
    9009, 16247, 33970, 39351, 42973, 60068, 62371, 136787, 199218, 207137, 208172, 209103, 212238, 138233,
  ],
  proxy: [],
  hosting: [
    14061, 16276, 20473, 24940, 26496, 28753, 36352, 40021, 47583, 51167, 60781, 63949, 197540, 200019,
    202425,
  ],
};

const KIND_OF = new Map(
  Object.entries(SYSTEMS).flatMap(([kind, systems]) =>
    systems.map((asn): [number, NonNullable<GeoLocation['anonymizer']>] => [
      asn,
      kind as NonNullable<GeoLocation['anonymizer']>,
    ]),
  ),
);

/** How the operator of an address hides its users, if it does. */
export const anonymizerOf = (asn: number): GeoLocation['anonymizer'] => KIND_OF.get(asn);
