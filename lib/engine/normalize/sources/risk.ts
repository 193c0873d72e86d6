import type { ProviderRiskFacts, ProviderRiskyUserFacts } from '@/lib/domain/facts/provider';
import { firstOf, known, lower } from '../fields';
import { entraLocation, geoOf, ipOf } from '../geo';
import { keyOf } from '../keys';
import { liftDiagnostic } from '../lift';
import { account, application, idOf, principalOf } from '../mentions';
import { riskDetail, riskLevel, riskState, riskType } from '../risk-words';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';

function activityOf(value: unknown, byUser: boolean): ProviderRiskFacts['activity'] {
  const word = lower(value);
  if (word === 'signin' || word === 'user') return word;
  return byUser ? 'signin' : 'servicePrincipal';
}

function readDetection({ c, overflow, ctx }: SourceRow): Reading | Unreadable {
  const detectionId = idOf(c.Id);
  if (detectionId === undefined) return new Unreadable('Id', 'the risk detection has no id');
  const user = account({ oid: c.UserId, upn: c.UserPrincipalName, display: c.UserDisplayName });
  const actor =
    user ??
    application({
      servicePrincipalId: overflow.servicePrincipalId,
      appId: overflow.appId,
      name: overflow.servicePrincipalDisplayName,
      type: 'servicePrincipal',
    });
  if (!actor) return new Unreadable('UserId', 'the risk detection names nobody');
  const ip = ipOf(c.IpAddress);
  const facts: ProviderRiskFacts = known({
    kind: 'providerRisk' as const,
    detectionId,
    type: riskType(firstOf(c.RiskEventType, overflow.riskType)) ?? 'generic',
    level: riskLevel(c.RiskLevel) ?? 'hidden',
    state: riskState(c.RiskState) ?? 'atRisk',
    detail: riskDetail(c.RiskDetail) ?? 'none',
    requestId: idOf(c.RequestId),
    ip,
    geo: geoOf(ctx, ip, entraLocation(c.Location)),
    activity: activityOf(c.Activity, user !== undefined),
  });
  return { facts, actor, principal: principalOf(actor), dedupKey: keyOf(c.Id) };
}

function readRiskyUser({ c }: SourceRow): Reading | Unreadable {
  const actor = account({ oid: c.Id, upn: c.UserPrincipalName, display: c.UserDisplayName });
  if (!actor) return new Unreadable('Id', 'the row names no user');
  const facts: ProviderRiskyUserFacts = {
    kind: 'providerRiskyUser',
    level: riskLevel(c.RiskLevel) ?? 'none',
    state: riskState(c.RiskState) ?? 'none',
    detail: riskDetail(c.RiskDetail) ?? 'none',
  };
  return { facts, actor, principal: principalOf(actor), dedupKey: keyOf(c.Id) };
}

export const userRiskEvents = defineSource({
  table: 'AADUserRiskEvents',
  timeColumns: ['TimeGenerated', 'DetectedDateTime', 'ActivityDateTime', 'LastUpdatedDateTime'],
  lift: liftDiagnostic,
  read: readDetection,
});

export const riskyUsers = defineSource({
  table: 'AADRiskyUsers',
  timeColumns: ['TimeGenerated', 'RiskLastUpdatedDateTime'],
  lift: liftDiagnostic,
  read: readRiskyUser,
});
