import 'server-only';
import type { z } from 'zod';
import type { EntityType } from '@/lib/domain/entity';
import { exclusionConditions } from '@/lib/domain/inputs/exclusion';
import type { Actor } from '@/lib/domain/permissions';
import type { ExclusionKind } from '@/lib/domain/views/detection-settings';
import { serviceLevelOf, storedDetection, storedLevels, storedMappings } from '@/lib/server/engine/settings';
import { changesOf } from '../audit/with-audit';
import { command } from '../command';
import { AppError } from '../errors';
import { exclusionTarget, storeExclusion, toldConditions } from '../exclusions/store';
import type { exclusionInput, mappingInput, networksInput, serviceLevelInput } from './input';
import { lockSetting, refuseUnseen, settingTarget, writeSetting } from './setting';

const invalid = (field: string, text: string) =>
  new AppError('invalid', `${field}: ${text}`, { fields: { [field]: text } });

/** What a kind of identifier names, where it is not an account. */
const TYPE_OF: Partial<Record<ExclusionKind, EntityType>> = {
  address: 'ip',
  fqdn: 'host',
  netbios: 'host',
  ntHost: 'host',
  aadDeviceId: 'host',
  mdeDeviceId: 'host',
  azureVmId: 'host',
  mailboxAddress: 'mailbox',
  appId: 'oauthApplication',
  servicePrincipalId: 'servicePrincipal',
};

/** Keeps a detector quiet on what one identifier names, from the next batch on. */
export function addExclusion(
  actor: Actor,
  requestId: string | null,
  { detectorId, kind, value, reason, days }: z.output<typeof exclusionInput>,
): Promise<{ readonly id: string }> {
  return command(actor, 'settings:write', requestId, async (context) => {
    const id = await storeExclusion(context, {
      detectorId,
      conditions: [
        {
          on: 'entity',
          type: TYPE_OF[kind] ?? 'account',
          name: value,
          entityId: null,
          identifiers: [{ kind, value }],
        },
      ],
      reason,
      days,
      sourceAlertId: null,
    });
    if (id === null) throw invalid('value', 'This detector has this exclusion already.');
    return { id };
  });
}

/** Lets a detector speak again, from the next batch on. */
export function removeExclusion(actor: Actor, requestId: string | null, id: string): Promise<void> {
  return command(actor, 'exclusion:write', requestId, async ({ tx, audit, publish }) => {
    const where = { tenantId_id: { tenantId: actor.tenantId, id } };
    const known = await tx.exclusion.findUnique({ where });
    if (!known) throw new AppError('notFound', `exclusion ${id}`);
    await tx.exclusion.delete({ where });
    const conditions = exclusionConditions.safeParse(known.conditions).data ?? [];
    audit({
      action: 'exclusion.delete',
      target: exclusionTarget(id),
      changes: [
        { field: 'detectorId', from: known.detectorId, to: null },
        { field: 'conditions', from: toldConditions(conditions), to: null },
        { field: 'reason', from: known.reason, to: null },
        { field: 'hits', from: Number(known.hits), to: null },
      ],
    });
    publish({ type: 'setting.updated', targetId: 'exclusion' });
  });
}

/** Chooses which detections of a source become alerts. */
export function setServiceLevel(
  actor: Actor,
  requestId: string | null,
  { source, from, to }: z.output<typeof serviceLevelInput>,
): Promise<void> {
  return command(actor, 'settings:write', requestId, async (context) => {
    const { tx, audit } = context;
    const levels = storedLevels(await lockSetting(tx, actor.tenantId, 'serviceLevels'));
    const target = settingTarget('serviceLevels');
    const stored = serviceLevelOf(levels, source);
    await refuseUnseen(tx, actor.tenantId, target, from, stored);
    if (stored === to) return;
    await writeSetting(context, 'serviceLevels', { ...levels, [source]: to });
    audit({ action: 'setting.update', target, changes: [{ field: source, from: stored, to }] });
  });
}

/** Says which networks and mail domains are the organisation's own. */
export function setNetworks(
  actor: Actor,
  requestId: string | null,
  { from, corporateNetworks, internalDomains }: z.output<typeof networksInput>,
): Promise<void> {
  return command(actor, 'settings:write', requestId, async (context) => {
    const { tx, audit } = context;
    const known = storedDetection(await lockSetting(tx, actor.tenantId, 'detection'));
    const stored = {
      corporateNetworks: known.corporateNetworks ?? [],
      internalDomains: known.internalDomains ?? [],
    };
    const target = settingTarget('detection');
    const seen = { corporateNetworks: from.corporateNetworks, internalDomains: from.internalDomains };
    await refuseUnseen(tx, actor.tenantId, target, seen, stored);
    const changes = changesOf(stored, { corporateNetworks, internalDomains });
    if (changes.length === 0) return;
    await writeSetting(context, 'detection', { corporateNetworks, internalDomains });
    audit({ action: 'setting.update', target, changes });
  });
}

type Mapping = z.output<typeof mappingInput>;
const isSame = (a: Mapping, b: Mapping): boolean => a.domain === b.domain && a.suffix === b.suffix;
const told = ({ domain, suffix }: Mapping): string => `${domain} ↔ ${suffix}`;

/** Says that accounts of an NT domain are those of a UPN suffix; the engine joins what it knows under both. */
export function addMapping(actor: Actor, requestId: string | null, pair: Mapping): Promise<void> {
  return command(actor, 'settings:write', requestId, async (context) => {
    const pairs = storedMappings(await lockSetting(context.tx, actor.tenantId, 'domainMappings'));
    const sameDomain = pairs.find((known) => known.domain === pair.domain);
    // Two suffixes of one domain would join nobody: the engine takes that for a contradiction.
    if (sameDomain) throw invalid('domain', `This domain has a suffix already: ${sameDomain.suffix}`);
    await writeSetting(context, 'domainMappings', [...pairs, pair].map(plain));
    context.audit({
      action: 'setting.update',
      target: settingTarget('domainMappings'),
      changes: [{ field: 'pair', from: null, to: told(pair) }],
    });
  });
}

/** Takes a pair back. What it has joined stays joined. */
export function removeMapping(actor: Actor, requestId: string | null, pair: Mapping): Promise<void> {
  return command(actor, 'settings:write', requestId, async (context) => {
    const pairs = storedMappings(await lockSetting(context.tx, actor.tenantId, 'domainMappings'));
    const rest = pairs.filter((known) => !isSame(known, pair));
    if (rest.length === pairs.length) throw new AppError('notFound', `domain mapping ${told(pair)}`);
    await writeSetting(context, 'domainMappings', rest.map(plain));
    context.audit({
      action: 'setting.update',
      target: settingTarget('domainMappings'),
      changes: [{ field: 'pair', from: told(pair), to: null }],
    });
  });
}

const plain = ({ domain, suffix }: Mapping) => ({ domain, suffix });
