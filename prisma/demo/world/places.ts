import { BLOCKS } from './blocks';

export type PlaceName = keyof typeof BLOCKS;

/** One public address with where it is and who runs it. */
export interface Net {
  readonly ip: string;
  readonly asn: number;
  readonly holder: string;
  readonly country: string;
  readonly city: string;
  readonly region: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** The address `octet` (1–254) of one block of a place. */
export function address(place: PlaceName, block: number, octet: number): Net {
  const blocks = BLOCKS[place];
  const found = blocks[block % blocks.length];
  if (!found) throw new RangeError(`place ${place} has no block`);
  const [prefix, asn, holder, country, city, region, latitude, longitude] = found;
  return { ip: `${prefix}.${octet}`, asn, holder, country, city, region, latitude, longitude };
}

export const blockCount = (place: PlaceName): number => BLOCKS[place].length;

/** A private address inside an office: no location of its own. */
export const privateIp = (office: number, subnet: number, hostNumber: number): string =>
  `10.${20 + office}.${subnet}.${hostNumber}`;
