import type { GeoLocation } from './location';

/** An activity in a cloud application (OfficeActivity, CloudAppEvents, Google Workspace, Okta administration). */
export interface CloudActivityFacts {
  readonly kind: 'cloudActivity';
  readonly workload: string;
  readonly operation: string;
  readonly success: boolean;
  readonly ip?: string;
  readonly geo?: GeoLocation;
  readonly userAgent?: string;
  readonly object?: string;
  readonly fileName?: string;
  readonly site?: string;
  readonly appId?: string;
  readonly sessionId?: string;
  readonly mailboxOwner?: string;
  readonly itemCount?: number;
  /** Cmdlet or rule parameters by name, as text. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** An operation on the control plane of a cloud (AzureActivity, AWS CloudTrail). */
export interface CloudControlFacts {
  readonly kind: 'cloudControl';
  readonly provider: 'azure' | 'aws' | 'gcp';
  readonly operation: string;
  readonly service?: string;
  readonly success: boolean;
  readonly resourceId?: string;
  readonly subscription?: string;
  readonly region?: string;
  readonly ip?: string;
  readonly geo?: GeoLocation;
  readonly userAgent?: string;
  readonly errorCode?: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A call of Microsoft Graph (MicrosoftGraphActivityLogs). */
export interface ApiCallFacts {
  readonly kind: 'apiCall';
  readonly method: string;
  readonly uri: string;
  readonly status?: number;
  readonly appId?: string;
  readonly ip?: string;
  readonly geo?: GeoLocation;
  readonly userAgent?: string;
}
