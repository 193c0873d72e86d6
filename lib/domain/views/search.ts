import type { AlertStatus } from '../alert';
import type { EntityType } from '../entity';
import type { IncidentStatus } from '../incident';
import type { Severity } from '../severity';

export interface IncidentHit {
  readonly number: number;
  readonly name: string;
  readonly severity: Severity;
  readonly status: IncidentStatus;
}

export interface AlertHit {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
}

export interface EntityHit {
  readonly id: string;
  readonly type: EntityType;
  readonly name: string;
  /** The identifier that was found, or else the one that tells it from others of its name. */
  readonly matched: string | null;
}

/** What a search found, the best of each kind first. */
export interface SearchResult {
  readonly incidents: readonly IncidentHit[];
  readonly alerts: readonly AlertHit[];
  readonly entities: readonly EntityHit[];
}

export const NOTHING_FOUND: SearchResult = { incidents: [], alerts: [], entities: [] };

/** Shorter texts match half of everything; a single digit is the number of an incident. */
export const isSearchable = (text: string): boolean => text.trim().length >= 2 || /^#?\d$/.test(text.trim());

/** Kinds of things as people look for them, in the order in which they are shown. */
export const ENTITY_GROUPS = [
  { label: 'People', types: ['account'] },
  { label: 'Devices', types: ['host'] },
  { label: 'IP addresses', types: ['ip'] },
  { label: 'Messages and mailboxes', types: ['mailMessage', 'mailbox'] },
  { label: 'Files and hashes', types: ['file', 'fileHash'] },
  { label: 'Domains and URLs', types: ['domain', 'url'] },
  { label: 'Applications', types: ['cloudApplication', 'oauthApplication', 'servicePrincipal'] },
  { label: 'Other', types: ['process', 'securityGroup', 'azureResource', 'registryKey'] },
] as const satisfies readonly { readonly label: string; readonly types: readonly EntityType[] }[];
