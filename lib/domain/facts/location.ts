/** Where an address is and who runs it: looked up offline on arrival, or told by the source. */
export interface GeoLocation {
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country?: string;
  readonly city?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly asn?: number;
  readonly asOrganization?: string;
  /** Networks that hide their users: Tor exit, VPN or hosting provider. */
  readonly anonymizer?: 'tor' | 'vpn' | 'proxy' | 'hosting';
}
