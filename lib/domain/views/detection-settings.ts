import type { ServiceSource } from '../alert';
import type { EntityType, IdentifierKind } from '../entity';
import type { ExclusionCondition } from '../exclusion';
import type { ServiceLevel } from '../service-level';

export interface ExclusionView {
  readonly id: string;
  readonly detectorId: string;
  readonly detectorTitle: string;
  /** All must hold. */
  readonly conditions: readonly ExclusionCondition[];
  readonly reason: string;
  /** Name of the person who set it; their id where the person is gone. */
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly hasEnded: boolean;
  /** Detections that it kept quiet. */
  readonly hits: number;
  readonly lastHitAt: string | null;
  readonly sourceAlert: { readonly id: string; readonly title: string } | null;
}

/** Level of one source, and how many alerts of the last 30 days each level would have made. */
export interface ServiceLevelView {
  readonly source: ServiceSource;
  readonly level: ServiceLevel;
  readonly defaultLevel: ServiceLevel;
  readonly wouldMake: Readonly<Record<ServiceLevel, number>>;
  /** Alerts that it did make: other levels may have held for a part of the time. */
  readonly made: number;
}

export interface NetworksView {
  readonly corporateNetworks: readonly string[];
  readonly internalDomains: readonly string[];
}

/** Accounts `domain\name` and `name@suffix` are one person. */
export interface DomainMapping {
  readonly domain: string;
  readonly suffix: string;
}

export type HubPin = 'hub' | 'notHub';

/** How common an entity is now, and what follows from it for correlation. */
export interface HubView {
  readonly pin: HubPin | null;
  /** Null where the portal measures nothing of this kind of entity: it counts as rare. */
  readonly measured: {
    /** Distinct accounts and hosts, as the next alert would count them. */
    readonly distinct: number;
    /** True when there may be more than could be counted. */
    readonly capped: boolean;
    readonly baselineDays: number;
  } | null;
  readonly threshold: number;
  readonly isHub: boolean;
  /** Days of telemetry before entities of this type may link alone, while there are fewer; else null. */
  readonly waitsForDays: number | null;
}

/** Kinds of identifiers that rows name actors, hosts, targets and source addresses by, with a hint for each. */
export const EXCLUSION_KINDS = {
  upn: { label: 'User principal name', hint: 'kim@contoso.com' },
  mail: { label: 'Mail address', hint: 'kim@contoso.com' },
  aadUserId: { label: 'Entra user id', hint: 'The object id, a GUID' },
  sid: { label: 'SID', hint: 'S-1-5-21-…-1104 or S-1-12-1-…' },
  ntAccount: { label: 'NT account', hint: 'CONTOSO\\kim' },
  localAccount: { label: 'Local account', hint: 'PC-17\\backup' },
  oktaUserId: { label: 'Okta user id', hint: '00u1abcd…' },
  googleUserId: { label: 'Google user id', hint: 'The profile id, a long number' },
  awsPrincipal: { label: 'AWS principal', hint: 'arn:aws:iam::123456789012:user/kim' },
  address: { label: 'Source address', hint: '203.0.113.7: one address, no range' },
  fqdn: { label: 'Device, full name', hint: 'pc-17.contoso.com' },
  netbios: { label: 'Device, short name', hint: 'PC-17: any device of that name' },
  ntHost: { label: 'Device, NT name', hint: 'CONTOSO\\PC-17' },
  aadDeviceId: { label: 'Entra device id', hint: 'A GUID' },
  mdeDeviceId: { label: 'Defender device id', hint: '40 hexadecimal digits' },
  azureVmId: { label: 'Azure VM', hint: 'Its resource id or VM id' },
  mailboxAddress: { label: 'Mailbox', hint: 'shared@contoso.com' },
  appId: { label: 'Application id', hint: 'The client id, a GUID' },
  servicePrincipalId: { label: 'Service principal', hint: 'The object id, a GUID' },
} as const satisfies Partial<Record<IdentifierKind, { readonly label: string; readonly hint: string }>>;
export type ExclusionKind = keyof typeof EXCLUSION_KINDS;

/** An entity that is a hub by measurement, or that a person decided about. */
export interface HubRow {
  readonly id: string;
  readonly type: EntityType;
  readonly name: string;
  readonly pin: HubPin | null;
  /** Most accounts and devices that it had touched when an alert named it; null where it was never that common. */
  readonly distinct: number | null;
  readonly threshold: number;
  /** Alerts that name it and are not linked by it. */
  readonly alerts: number;
  /** Entities of this name: each occurrence of a program is one. */
  readonly entities: number;
}

export interface HubList {
  readonly rows: readonly HubRow[];
  readonly total: number;
}
