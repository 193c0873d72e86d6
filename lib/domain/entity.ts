/** Entity types, as Microsoft Sentinel and Graph security evidence name them. */
export const ENTITY_TYPES = [
  'account',
  'host',
  'ip',
  'mailbox',
  'mailMessage',
  'url',
  'domain',
  'file',
  'fileHash',
  'process',
  'cloudApplication',
  'oauthApplication',
  'servicePrincipal',
  'securityGroup',
  'azureResource',
  'registryKey',
] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/**
 * Identifier kinds. `STRONG_IDENTIFIERS` says which of them may create or join an entity of a type (field-study C.1);
 * every other kind is kept for display only.
 */
export const IDENTIFIER_KINDS = [
  'aadUserId',
  'upn',
  'mail',
  'sid',
  'onPremisesSid',
  'ntAccount',
  'localAccount',
  'puid',
  'oktaUserId',
  'googleUserId',
  'awsPrincipal',
  'name',
  'fqdn',
  'ntHost',
  'netbios',
  'aadDeviceId',
  'mdeDeviceId',
  'azureVmId',
  'address',
  'scopedAddress',
  'mailboxAddress',
  'mailboxGuid',
  'networkMessageId',
  'url',
  'domain',
  'path',
  'sha256',
  'sha1',
  'md5',
  'processKey',
  'appId',
  'appName',
  'appObjectId',
  'servicePrincipalId',
  'groupId',
  'resourceId',
  'registryPath',
] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

export interface Identifier {
  readonly kind: IdentifierKind;
  /** Normalised: trimmed and, where the kind ignores case, lower case. `ntAccount` is `domain\name`, `ntHost` is `domain\host`, `localAccount` is `host\name`. */
  readonly value: string;
}

/** Evidence role, Graph `microsoft.graph.security.evidenceRole`. */
export const EVIDENCE_ROLES = [
  'unknown',
  'contextual',
  'scanned',
  'source',
  'destination',
  'created',
  'added',
  'compromised',
  'edited',
  'attacked',
  'attacker',
  'commandAndControl',
  'loaded',
  'suspicious',
  'policyViolator',
] as const;
export type EvidenceRole = (typeof EVIDENCE_ROLES)[number];

/** Evidence verdict, Graph `microsoft.graph.security.evidenceVerdict`. */
export const EVIDENCE_VERDICTS = ['unknown', 'suspicious', 'malicious', 'noThreatsFound'] as const;
export type EvidenceVerdict = (typeof EVIDENCE_VERDICTS)[number];

/** Evidence remediation status, Graph `microsoft.graph.security.evidenceRemediationStatus`. */
export const REMEDIATION_STATUSES = [
  'none',
  'remediated',
  'prevented',
  'blocked',
  'notFound',
  'active',
  'pendingApproval',
  'declined',
  'unremediated',
  'running',
  'partiallyRemediated',
] as const;
export type RemediationStatus = (typeof REMEDIATION_STATUSES)[number];

/** One entity as a row or a signal mentions it, before resolution. */
export interface EntityMention {
  readonly type: EntityType;
  readonly ids: readonly Identifier[];
  /** What a person reads: a display name, host name, address … */
  readonly name: string;
  /** Display-only properties (country, ASN, command line …), small. */
  readonly props?: Readonly<Record<string, string | number | boolean | null>>;
}

/** An entity in a part that it plays in an alert. */
export interface EvidenceItem extends EntityMention {
  readonly role: EvidenceRole;
  readonly verdict: EvidenceVerdict;
}

/** Kinds by which telemetry calls an account, and a device. */
export const ACCOUNT_NAMES: readonly IdentifierKind[] = [
  'upn',
  'mail',
  'aadUserId',
  'sid',
  'onPremisesSid',
  'ntAccount',
  'localAccount',
  'puid',
  'oktaUserId',
  'googleUserId',
  'awsPrincipal',
];
export const HOST_NAMES: readonly IdentifierKind[] = [
  'fqdn',
  'netbios',
  'ntHost',
  'aadDeviceId',
  'mdeDeviceId',
];
