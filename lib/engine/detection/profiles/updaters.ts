import type { Signal } from '@/lib/domain/alert';
import type { EventKind, EventOf } from '@/lib/domain/event';
import type { SignInFacts } from '@/lib/domain/facts/identity';
import { pointOf } from '../geo';
import type { DetectionContext, ResolvedEvent, StateStore } from '../types';
import { type AccountProfile, accountKey, holdBack, learn, newProfile, rememberVisit } from './account';
import { type AddressProfile, addressKey, noteAtAddress } from './address';
import { featuresOf } from './features';
import { DIRECTORY_ROLES_KEY, type DirectoryRoles, noteRole } from './roles';
import { learnTenant, newTenant, TENANT_KEY, type TenantProfile } from './tenant';

/**
 * Learns from events after every detector has seen them, so that no detector compares an event with itself.
 */
export interface ProfileUpdater {
  readonly id: string;
  readonly kinds: readonly EventKind[];
  keys(event: ResolvedEvent): readonly string[];
  update(event: ResolvedEvent, ctx: DetectionContext, signals: readonly Signal[]): void;
}

const signInOf = (event: ResolvedEvent): EventOf<'signIn'> | undefined =>
  event.event.facts.kind === 'signIn' ? (event.event as EventOf<'signIn'>) : undefined;

const isPerson = (facts: SignInFacts): boolean =>
  facts.mode === 'interactive' || facts.mode === 'nonInteractive';

/** True when a detector or the provider took the sign-in for a risk: such a sign-in trains only when vouched for. */
const isAtRisk = (facts: SignInFacts, signals: readonly Signal[]): boolean =>
  signals.some((s) => s.risk !== undefined) ||
  facts.providerRiskLevel === 'low' ||
  facts.providerRiskLevel === 'medium' ||
  facts.providerRiskLevel === 'high';

function train(
  state: StateStore,
  accountId: string,
  event: EventOf<'signIn'>,
  signals: readonly Signal[],
): void {
  const { facts, time } = event;
  const key = accountKey(accountId);
  const profile = state.read<AccountProfile>(key) ?? newProfile(time);
  const values = featuresOf(facts);
  const vouchedFor = facts.mfa === true || !isAtRisk(facts, signals);
  if (vouchedFor) {
    const tenant = state.read<TenantProfile>(TENANT_KEY) ?? newTenant();
    learnTenant(tenant, values, accountId, time, profile.n === 0);
    learn(profile, values, time);
    state.write(TENANT_KEY, tenant);
  } else {
    holdBack(profile, { id: facts.requestId ?? event.rowId, t: time, values });
  }
  const point = pointOf(facts.geo);
  if (point && facts.ip && facts.geo?.country) {
    rememberVisit(profile, {
      t: time,
      lat: Math.round(point.latitude * 100) / 100,
      lon: Math.round(point.longitude * 100) / 100,
      country: facts.geo.country,
      ...(facts.geo.city ? { city: facts.geo.city } : {}),
      ip: facts.ip,
      row: event.rowId,
      ...(facts.requestId ? { req: facts.requestId } : {}),
    });
  }
  state.write(key, profile);
}

const signInHabits: ProfileUpdater = {
  id: 'sign-in-habits',
  kinds: ['signIn'],
  keys(event) {
    const signIn = signInOf(event);
    const trains = signIn?.facts.mode === 'interactive' && signIn.facts.success;
    return trains && event.actorId !== undefined ? [accountKey(event.actorId), TENANT_KEY] : [];
  },
  update(event, ctx, signals) {
    const signIn = signInOf(event);
    // Failed sign-ins never train, and neither do refreshed tokens: both can be an intruder's.
    if (signIn?.facts.mode !== 'interactive' || !signIn.facts.success || event.actorId === undefined) return;
    train(ctx.state, event.actorId, signIn, signals);
  },
};

const addressHabits: ProfileUpdater = {
  id: 'address-habits',
  kinds: ['signIn'],
  keys(event) {
    const facts = signInOf(event)?.facts;
    return facts?.ip !== undefined && isPerson(facts) ? [addressKey(facts.ip)] : [];
  },
  update(event, ctx) {
    const signIn = signInOf(event);
    const ip = signIn?.facts.ip;
    if (!signIn || ip === undefined || !isPerson(signIn.facts)) return;
    const key = addressKey(ip);
    const profile = ctx.state.read<AddressProfile>(key) ?? { v: 1, accounts: [] };
    noteAtAddress(profile, { resolved: event, event: signIn, facts: signIn.facts });
    ctx.state.write(key, profile);
  },
};

const directoryRoles: ProfileUpdater = {
  id: 'directory-roles',
  kinds: ['inventory'],
  keys: () => [DIRECTORY_ROLES_KEY],
  update(event, ctx) {
    const facts = event.event.facts;
    if (facts.kind !== 'inventory' || facts.subject !== 'host' || facts.deviceRole === undefined) return;
    const roles = ctx.state.read<DirectoryRoles>(DIRECTORY_ROLES_KEY) ?? { v: 1, hosts: {} };
    noteRole(roles, event.event.host, facts.deviceRole);
    ctx.state.write(DIRECTORY_ROLES_KEY, roles);
  },
};

export const PROFILE_UPDATERS: readonly ProfileUpdater[] = [signInHabits, addressHabits, directoryRoles];
