import type { GeoLocation } from '@/lib/domain/facts/location';
import { BORDERS } from './bordering-countries';

const EARTH_RADIUS_KM = 6_371.0088;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** A place with coordinates, degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Coordinates of a location, where it has both; (0, 0) is what databases say when they do not know. */
export function pointOf(geo: GeoLocation | undefined): Point | undefined {
  if (geo?.latitude === undefined || geo.longitude === undefined) return undefined;
  if (geo.latitude === 0 && geo.longitude === 0) return undefined;
  return { latitude: geo.latitude, longitude: geo.longitude };
}

/** Great-circle distance in kilometres (haversine on the mean Earth radius, IUGG). */
export function distanceKm(a: Point, b: Point): number {
  const dLat = radians(b.latitude - a.latitude);
  const dLon = radians(b.longitude - a.longitude);
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** True for the same country and for two that share a land border: geolocation often errs across one. */
export function sameOrBordering(a: string, b: string): boolean {
  return a === b || (BORDERS[a]?.includes(b) ?? false) || (BORDERS[b]?.includes(a) ?? false);
}

/** A place as people write it. */
export const placeName = (geo: GeoLocation | undefined): string =>
  geo?.city && geo.country ? `${geo.city}, ${geo.country}` : (geo?.country ?? 'an unknown place');
