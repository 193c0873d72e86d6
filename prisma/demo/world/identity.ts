import { digestOf, guidOf } from '../core/random';

/** Names under `.example` (RFC 2606) belong to nobody. */
export const DOMAIN = 'larkfield.example';
export const COMPANY_NAME = 'Larkfield Instruments';
export const NT_DOMAIN = 'LARKFIELD';
export const TENANT_ID = guidOf('larkfield tenant');
export const WORKSPACE_ID = guidOf('larkfield workspace');
export const ONMICROSOFT = 'larkfield.onmicrosoft.example';
export const DOMAIN_SID = 'S-1-5-21-1482476501-1644491937-682003330';
export const BASE_DN = 'DC=larkfield,DC=example';
export const AWS_ACCOUNT = '407213998516';
export const SUBSCRIPTIONS = {
  production: guidOf('larkfield subscription production'),
  development: guidOf('larkfield subscription development'),
} as const;
export const SHAREPOINT = `https://larkfield.sharepoint.example`;

/** The SID that Entra gives a cloud account: its object id in four numbers. */
export function cloudSidOf(objectId: string): string {
  const hex = objectId.replaceAll('-', '');
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 8), 16);
  return `S-1-12-1-${part(0)}-${part(8)}-${part(16)}-${part(24)}`;
}

export const puidOf = (upn: string): string => `1003${digestOf(`puid ${upn}`, 12)}`.toUpperCase();
