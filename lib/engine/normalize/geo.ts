import type { GeoLocation } from '@/lib/domain/facts/location';
import { type Fields, firstOf, known, num, obj, str } from './fields';
import type { NormalizeContext } from './types';

const V4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * An address in one spelling: without port, brackets, zone and IPv4-mapped prefix, lower case.
 *
 * @returns undefined for placeholders and for text that is no address
 */
export function ipOf(value: unknown): string | undefined {
  let ip = str(value);
  if (ip === undefined) return undefined;
  if (V4.test(ip)) return ip === '0.0.0.0' ? undefined : ip;
  ip = ip.toLowerCase();
  const bracket = /^\[([^\]]+)\](?::\d+)?$/.exec(ip);
  if (bracket?.[1]) ip = bracket[1];
  ip = ip.replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  const port = /^(\d{1,3}(?:\.\d{1,3}){3}):\d+$/.exec(ip);
  if (port?.[1]) ip = port[1];
  if (V4.test(ip)) return ip === '0.0.0.0' ? undefined : ip;
  return /^[0-9a-f:.]+$/.test(ip) && ip.includes(':') && ip !== '::' ? ip : undefined;
}

/** The location that a row tells about itself, in the shapes of Entra (`countryOrRegion`, `geoCoordinates`). */
export function entraLocation(value: unknown): GeoLocation | undefined {
  const location = obj(value);
  const at = obj(location.geoCoordinates);
  const own = locationOf({
    country: location.countryOrRegion,
    city: location.city,
    latitude: at.latitude,
    longitude: at.longitude,
  });
  return own.country === undefined ? undefined : own;
}

/** A location from loose fields; a country is kept where it is an ISO 3166-1 alpha-2 code. */
export function locationOf(from: Fields): GeoLocation {
  const country = str(from.country)?.toUpperCase();
  const latitude = num(from.latitude);
  const longitude = num(from.longitude);
  const placed =
    latitude !== undefined &&
    longitude !== undefined &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180;
  return known({
    country: country !== undefined && /^[A-Z]{2}$/.test(country) ? country : undefined,
    city: firstOf(from.city),
    latitude: placed ? latitude : undefined,
    longitude: placed ? longitude : undefined,
    asn: num(String(from.asn ?? '').replace(/^AS/i, '')),
    asOrganization: firstOf(from.asOrganization),
  });
}

/** Where an address is: the row's own word first, the offline look-up for what it does not say. */
export function geoOf(
  ctx: NormalizeContext,
  ip: string | undefined,
  own?: GeoLocation,
): GeoLocation | undefined {
  const looked = ip === undefined ? undefined : ctx.geo(ip);
  if (!own || !looked) return own && !isBlank(own) ? own : looked;
  // City and coordinates belong together: those of another country than the row's own are left out.
  const samePlace = own.country === undefined || own.country === looked.country;
  const ownPoint = own.latitude !== undefined;
  return {
    country: own.country ?? looked.country,
    city: own.city ?? (samePlace ? looked.city : undefined),
    latitude: ownPoint || !samePlace ? own.latitude : looked.latitude,
    longitude: ownPoint || !samePlace ? own.longitude : looked.longitude,
    asn: own.asn ?? looked.asn,
    asOrganization: own.asOrganization ?? looked.asOrganization,
    anonymizer: own.anonymizer ?? looked.anonymizer,
  };
}

function isBlank(location: GeoLocation): boolean {
  for (const key in location) if (location[key as keyof GeoLocation] !== undefined) return false;
  return true;
}
