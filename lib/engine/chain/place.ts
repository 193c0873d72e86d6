import type { GeoLocation } from '@/lib/domain/facts/location';

/** `Berlin, DE`, with who hides behind it where that is known. */
export function placeOf(geo: GeoLocation | undefined): string | null {
  const parts = [geo?.city, geo?.country].filter((part) => part !== undefined && part !== '');
  const place = parts.join(', ');
  const hidden = geo?.anonymizer === undefined ? '' : geo.anonymizer === 'vpn' ? 'VPN' : geo.anonymizer;
  return [place, hidden].filter((part) => part !== '').join(' · ') || null;
}
