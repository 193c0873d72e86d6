import 'server-only';
import type { Reason } from '@/lib/domain/alert';
import type { EntityDetail } from '@/lib/domain/views/risk';
import { geoLookup } from '@/lib/server/geo/lookup';

const HIDES = { tor: 'Tor exit', vpn: 'VPN', proxy: 'Proxy', hosting: 'Hosting provider' } as const;

/** Where an address is and who runs it, as the offline tables tell; nothing for what is no address. */
export function placeFacts(entity: Pick<EntityDetail, 'type' | 'identifiers'>): readonly Reason[] {
  const address = entity.identifiers.find(({ kind }) => kind === 'address')?.value;
  const found = entity.type === 'ip' && address !== undefined ? geoLookup(address) : undefined;
  if (found === undefined) return [];
  const place = [found.city, found.country].filter(Boolean).join(', ');
  const network =
    found.asn === undefined ? '' : [`AS${found.asn}`, found.asOrganization].filter(Boolean).join(' ');
  return [
    { label: 'Place', value: place },
    { label: 'Network', value: network },
    { label: 'Hides users', value: found.anonymizer ? HIDES[found.anonymizer] : '' },
  ].filter(({ value }) => value !== '');
}
