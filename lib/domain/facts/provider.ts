import type { AlertStatus, ServiceSource } from '../alert';
import type { EvidenceItem } from '../entity';
import type { RiskDetail, RiskEventType, RiskLevel, RiskState } from '../risk';
import type { Severity } from '../severity';
import type { GeoLocation } from './location';

/** A provider's own alert (SecurityAlert, alerts_v2, AlertInfo + AlertEvidence). */
export interface ProviderAlertFacts {
  readonly kind: 'providerAlert';
  readonly providerAlertId: string;
  readonly providerIncidentId?: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly status: AlertStatus;
  readonly serviceSource: ServiceSource;
  readonly detectionSource: string;
  readonly productName?: string;
  readonly category?: string;
  readonly techniques: readonly string[];
  readonly firstActivity: number;
  readonly lastActivity: number;
  readonly evidence: readonly EvidenceItem[];
  readonly alertUrl?: string;
  /** The vendor's own fusion: ids of the alerts that this one contains. */
  readonly containsAlertIds?: readonly string[];
  /** `AlertEvidence` rows only add evidence to an alert that `AlertInfo` names. */
  readonly evidenceOnly?: boolean;
}

/** A provider's risk detection (AADUserRiskEvents). */
export interface ProviderRiskFacts {
  readonly kind: 'providerRisk';
  readonly detectionId: string;
  readonly type: RiskEventType;
  readonly level: RiskLevel;
  readonly state: RiskState;
  readonly detail: RiskDetail;
  readonly requestId?: string;
  readonly ip?: string;
  readonly geo?: GeoLocation;
  readonly activity: 'signin' | 'user' | 'servicePrincipal';
}

/** A provider's user-risk state (AADRiskyUsers). */
export interface ProviderRiskyUserFacts {
  readonly kind: 'providerRiskyUser';
  readonly level: RiskLevel;
  readonly state: RiskState;
  readonly detail: RiskDetail;
}
