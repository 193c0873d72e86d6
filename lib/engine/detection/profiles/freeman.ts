import type { AccountProfile } from './account';
import { countOf, sizeOf } from './bounded';
import type { Feature, FeatureValues } from './features';
import type { TenantProfile } from './tenant';

/** One sub-feature's part in the score, printed on the alert. */
export interface FreemanTerm {
  readonly feature: Feature;
  readonly value: string;
  readonly weight: number;
  /** Probability of the value among everybody's sign-ins. */
  readonly everyone: number;
  /** Probability of the value among this account's. */
  readonly account: number;
}

export interface FreemanScore {
  readonly score: number;
  readonly terms: readonly FreemanTerm[];
  /** p(u | attack) / p(u | legitimate). */
  readonly prior: number;
}

/**
 * Weights of the levels of the two feature trees, IP (address, network, country) and user agent (whole, browser,
 * system, device), as das-group/rba-algorithm publishes them.
 */
const IP_TREE: readonly [Feature, number][] = [
  ['ip', 0.6],
  ['asn', 0.3],
  ['country', 0.1],
];
const AGENT_TREE: readonly [Feature, number][] = [
  ['agent', 0.5387],
  ['browser', 0.268],
  ['os', 0.1882],
  ['device', 0.0051],
];

/**
 * Smoothed likelihood of a value for one account: n sign-ins, of which `count` showed it, and M values that exist in
 * the tenant but were never shown by the account. Seen: count/n · (1 − M/(n + M)); never seen: 1/(n + M).
 */
function accountLikelihood(count: number, n: number, unseen: number): number {
  return count > 0 ? (count / n) * (1 - unseen / (n + unseen)) : 1 / (n + unseen);
}

/**
 * Likelihood of a value for anybody. A tenant of a few hundred accounts has never met most attackers' networks, and
 * their bare frequency (next to zero) would make the newest value the least suspicious. The floor is one share among
 * the known values and the one that is new.
 */
const anyoneLikelihood = (count: number, n: number, distinct: number): number =>
  Math.max(count / Math.max(1, n), 1 / (distinct + 1));

function term(
  feature: Feature,
  weight: number,
  value: string,
  profile: AccountProfile,
  tenant: TenantProfile,
): FreemanTerm {
  const distinct = tenant.distinct[feature];
  const everyone = anyoneLikelihood(countOf(tenant.seen[feature], value), tenant.n, distinct);
  const own = sizeOf(profile.seen[feature]);
  const account =
    own === 0
      ? everyone / 4
      : accountLikelihood(countOf(profile.seen[feature], value), profile.n, Math.max(1, distinct - own));
  return { feature, value, weight, everyone, account };
}

/** Weighted likelihoods of one tree: the sum over its levels, missing levels left out of both sides. */
function tree(
  levels: readonly [Feature, number][],
  values: FeatureValues,
  profile: AccountProfile,
  tenant: TenantProfile,
): { ratio: number; terms: FreemanTerm[] } {
  const terms: FreemanTerm[] = [];
  for (const [feature, weight] of levels) {
    const value = values[feature];
    if (value === undefined) continue;
    terms.push(term(feature, weight, value, profile, tenant));
  }
  const everyone = terms.reduce((sum, t) => sum + t.weight * t.everyone, 0);
  const account = terms.reduce((sum, t) => sum + t.weight * t.account, 0);
  return { ratio: account > 0 ? everyone / account : 1, terms };
}

/**
 * Risk score of a sign-in: S(x, u) = Π p(x_k) / p(x_k | u) · p(u | attack) / p(u | legitimate), with
 * p(u | attack) = 1 / accounts and p(u | legitimate) = the account's share of all sign-ins (Freeman et al., NDSS 2016,
 * doi:10.14722/ndss.2016.23240; trees and weights as in das-group/rba-algorithm). Above 1 an attack is likelier than
 * the owner, under the model.
 */
export function freemanScore(
  values: FeatureValues,
  profile: AccountProfile,
  tenant: TenantProfile,
): FreemanScore {
  const ip = tree(IP_TREE, values, profile, tenant);
  const agent = tree(AGENT_TREE, values, profile, tenant);
  const share = profile.n / Math.max(1, tenant.n);
  const prior = 1 / Math.max(1, tenant.accounts) / Math.max(share, 1e-9);
  return { score: ip.ratio * agent.ratio * prior, terms: [...ip.terms, ...agent.terms], prior };
}
