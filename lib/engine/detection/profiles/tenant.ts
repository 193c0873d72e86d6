import { DAY } from '@/lib/core/time';
import { countIn, type Tallies } from './bounded';
import { FEATURES, type Feature, type FeatureValues, TENANT_LIMITS } from './features';

/** Feature counts of the whole tenant: how ordinary an address, a network or a browser is here. */
export interface TenantProfile {
  v: 1;
  n: number;
  accounts: number;
  seen: Record<Feature, Tallies>;
  /** How many values of each feature are kept: counting them anew per event would cost more than all the rest. */
  distinct: Record<Feature, number>;
  /** Addresses where people of the organisation meet the Internet, learnt: address → [first seen ms, account hashes]. */
  egress: Record<string, [first: number, last: number, accounts: string[]]>;
  egressSize: number;
}

export const TENANT_KEY = 'signin-tenant';

const MAX_EGRESS = 300;
const EGRESS_ACCOUNTS = 5;
const EGRESS_TIME = 3 * DAY;

export function newTenant(): TenantProfile {
  const seen = Object.fromEntries(FEATURES.map((f) => [f, {}])) as Record<Feature, Tallies>;
  const distinct = Object.fromEntries(FEATURES.map((f) => [f, 0])) as Record<Feature, number>;
  return { v: 1, n: 0, accounts: 0, seen, distinct, egress: {}, egressSize: 0 };
}

/** Adds one trusted sign-in to the tenant's counts, in place. */
export function learnTenant(
  tenant: TenantProfile,
  values: FeatureValues,
  accountId: string,
  time: number,
  isNewAccount: boolean,
): void {
  tenant.n += 1;
  if (isNewAccount) tenant.accounts += 1;
  for (const feature of FEATURES) {
    const value = values[feature];
    if (value === undefined) continue;
    const size = tenant.distinct[feature];
    tenant.distinct[feature] = countIn(tenant.seen[feature], value, time, TENANT_LIMITS[feature], size);
  }
  if (values.ip !== undefined) learnEgress(tenant, values.ip, accountId, time);
}

function learnEgress(tenant: TenantProfile, ip: string, accountId: string, time: number): void {
  const known = tenant.egress[ip];
  if (!known) {
    tenant.egress[ip] = [time, time, [accountId]];
    tenant.egressSize += 1;
    if (tenant.egressSize > MAX_EGRESS * 2) trimEgress(tenant);
    return;
  }
  known[0] = Math.min(known[0], time);
  known[1] = Math.max(known[1], time);
  if (known[2].length < EGRESS_ACCOUNTS && !known[2].includes(accountId)) known[2].push(accountId);
}

/** Addresses that most people share stay longest, then the latest. */
function trimEgress(tenant: TenantProfile): void {
  const ranked = Object.entries(tenant.egress).sort(
    ([aIp, a], [bIp, b]) => b[2].length - a[2].length || b[1] - a[1] || (aIp < bIp ? -1 : 1),
  );
  for (const [ip] of ranked.slice(MAX_EGRESS)) delete tenant.egress[ip];
  tenant.egressSize = Math.min(ranked.length, MAX_EGRESS);
}

/**
 * True for an address that five accounts or more have used over three days or more: an office, a VPN concentrator or
 * a secure web gateway. It tells where the network is, not where the person is.
 */
export function isLearntEgress(tenant: TenantProfile | undefined, ip: string | undefined): boolean {
  const known = ip === undefined ? undefined : tenant?.egress[ip];
  return known !== undefined && known[2].length >= EGRESS_ACCOUNTS && known[1] - known[0] >= EGRESS_TIME;
}
