import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tactic } from '@/lib/domain/alert';
import type { EntityMention, EvidenceItem, EvidenceRole } from '@/lib/domain/entity';
import type { CanonicalEvent } from '@/lib/domain/event';
import type { ProviderAlertFacts } from '@/lib/domain/facts/provider';
import { MemoryIdentifierIndex, resolve } from '../entities';
import { detectTable, NORMALIZERS } from '../normalize';
import { DEFAULT_SETTINGS } from './settings';
import { alert, ReferenceDriver } from './testing';
import type { AlertEntity, AlertNode } from './types';

/** The shared data sets, which are not part of the project. */
const ROOT = join(process.env.THROUGHLINE_SHARED ?? '../shared', 'data');

function available(set: string): boolean {
  const found = existsSync(join(ROOT, set));
  if (!found) console.info(`skipped: ${join(ROOT, set)} is not on this machine (set THROUGHLINE_SHARED)`);
  return found;
}

type RealEvent = Omit<CanonicalEvent, 'rowId'>;

/** The canonical events of NDJSON files, by event time. */
function eventsOf(set: string, files: readonly string[]): readonly RealEvent[] {
  const rows = files.flatMap((file) =>
    readFileSync(join(ROOT, set, file), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      // Notebook exports write NaN where JSON has null.
      .map((line): Record<string, unknown> => JSON.parse(line.replace(/:\s*NaN\b/g, ': null'))),
  );
  const events = rows.flatMap((row) => {
    const table = detectTable(row);
    const outcome =
      table === undefined ? null : NORMALIZERS[table].normalize(row, { geo: () => undefined, receivedAt: 0 });
    return outcome?.ok ? [outcome.row.event] : [];
  });
  return events.sort((a, b) => a.time - b.time);
}

const alertFacts = (events: readonly RealEvent[]): readonly ProviderAlertFacts[] =>
  events.flatMap((e) => (e.facts.kind === 'providerAlert' ? [e.facts] : []));

/** Resolves mentions as the driver does and makes alert entities of evidence. */
class RealEntities {
  readonly index = new MemoryIdentifierIndex('test');
  readonly names = new Map<string, string>();

  see(mention: EntityMention | undefined, time: number): string | null {
    if (mention === undefined) return null;
    const resolution = resolve(this.index, mention, time);
    this.index.apply(resolution);
    if (resolution.entityId !== null) this.names.set(resolution.entityId, mention.name);
    return resolution.entityId;
  }

  /** Entities of an alert; what holds weak names only is left out. A tenant without a baseline, as after an import. */
  of(evidence: readonly EvidenceItem[], time: number): readonly AlertEntity[] {
    const found = new Map<string, AlertEntity>();
    for (const item of evidence) {
      const entityId = this.see(item, time);
      if (entityId === null || found.has(entityId)) continue;
      const prevalence = { distinct: 0, baselineDays: 0 };
      found.set(entityId, { entityId, type: item.type, name: item.name, role: item.role, prevalence });
    }
    return [...found.values()];
  }
}

const as = (role: EvidenceRole, mention: EntityMention | undefined): EvidenceItem[] =>
  mention === undefined ? [] : [{ ...mention, role, verdict: 'suspicious' }];

/** Groups after the alerts arrived in this order. */
function groupsOf(alerts: readonly AlertNode[]): string[][] {
  const driver = new ReferenceDriver(DEFAULT_SETTINGS);
  for (const a of alerts) driver.receive(a);
  return driver.groups();
}

describe.skipIf(!available('otrf-golden-saml'))('golden SAML', () => {
  const files = [
    'AADAuditEvents.json',
    'Microsoft365DefenderEvents.json',
    'OfficeActivityEvents.json',
    'WindowsEvents.json',
  ];
  const read = () => eventsOf('otrf-golden-saml', files);

  interface Step {
    readonly id: string;
    readonly tactic: Tactic;
    readonly source: AlertNode['serviceSource'];
    readonly when: (e: RealEvent) => boolean;
    readonly evidence: (e: RealEvent) => EvidenceItem[];
  }
  const onHost = (e: RealEvent) => [...as('compromised', e.host), ...as('compromised', e.actor)];
  /** One alert per documented step, with the entities of its own rows. */
  const steps: readonly Step[] = [
    {
      id: '1 AD FS configuration read',
      tactic: 'CredentialAccess',
      source: 'microsoftDefenderForEndpoint',
      when: ({ facts }) => facts.kind === 'hostActivity' && facts.activity === 'sqlAudit',
      evidence: onHost,
    },
    {
      id: '2 DKM key read over LDAP',
      tactic: 'CredentialAccess',
      source: 'microsoftDefenderForEndpoint',
      when: ({ facts }) => facts.kind === 'directoryQuery' && facts.protocol === 'ldap',
      evidence: onHost,
    },
    {
      id: '3 directory replicated',
      tactic: 'CredentialAccess',
      source: 'microsoftDefenderForIdentity',
      when: ({ facts }) => facts.kind === 'directoryQuery' && facts.protocol === 'drs',
      evidence: (e) => [...onHost(e), ...as('attacked', e.target)],
    },
    {
      id: '4 DKM object read on the controller',
      tactic: 'CredentialAccess',
      source: 'microsoftDefenderForIdentity',
      when: ({ facts }) => facts.kind === 'hostActivity' && facts.activity === 'objectAccess',
      evidence: (e) => [...as('attacked', e.host), ...as('compromised', e.actor)],
    },
    {
      id: '5 secret added to the application',
      tactic: 'Persistence',
      source: 'azureAdIdentityProtection',
      when: ({ facts }) => facts.kind === 'directoryChange' && facts.operation.includes('secrets'),
      evidence: (e) => [...as('compromised', e.actor), ...as('compromised', e.target)],
    },
    {
      id: '6 mail read through Graph',
      tactic: 'Collection',
      source: 'microsoftDefenderForCloudApps',
      when: (e) => e.table === 'OfficeActivity',
      evidence: (e) => [...as('compromised', e.actor), ...as('compromised', e.target)],
    },
  ];

  function story(events: readonly RealEvent[]): { alerts: AlertNode[]; entities: RealEntities } {
    const entities = new RealEntities();
    for (const e of events) for (const m of [e.actor, e.host, e.target]) entities.see(m, e.time);
    const alerts = steps.map((step) => {
      const rows = events.filter(step.when);
      const first = rows[0]?.time ?? 0;
      return alert(step.id, {
        severity: 'high',
        tactic: step.tactic,
        serviceSource: step.source,
        firstActivity: first,
        lastActivity: rows.at(-1)?.time ?? first,
        entities: entities.of(rows.flatMap(step.evidence), first),
      });
    });
    return { alerts, entities };
  }

  /** The on-premises half knows pgustavo by domain and name only. */
  const byNtName = (e: RealEvent): RealEvent => {
    const local = e.actor?.ids.some((id) => id.value.endsWith('-1105')) === true;
    const ids = [{ kind: 'ntAccount', value: 'simulandlabs\\pgustavo' } as const];
    return local && e.actor !== undefined ? { ...e, actor: { ...e.actor, ids } } : e;
  };

  it('is one incident with both servers, both accounts, the application and the mailbox, in any order', () => {
    const { alerts } = story(read());
    expect(alerts.every((a) => a.entities.length > 0)).toBe(true);
    fc.assert(
      fc.property(fc.shuffledSubarray(alerts, { minLength: alerts.length }), (order) => {
        expect(groupsOf(order)).toEqual([steps.map((s) => s.id)]);
      }),
      { numRuns: 50 },
    );
    const names = new Set(alerts.flatMap((a) => a.entities.map((e) => `${e.type} ${e.name.toLowerCase()}`)));
    for (const name of [
      'host adfs01.simulandlabs.com',
      'host dc01.simulandlabs.com',
      'oauthApplication simulandapp',
      'mailbox pgustavo@simulandlabs.com',
    ]) {
      expect([...names]).toContain(name);
    }
    const accounts = new Set(
      alerts.flatMap((a) => a.entities.filter((e) => e.type === 'account').map((e) => e.entityId)),
    );
    expect(accounts.size).toBe(2);
  });

  it('holds together when the on-premises side knows pgustavo by NT name only: the domain mapping bridges', () => {
    expect(groupsOf(story(read().map(byNtName)).alerts)).toHaveLength(1);
  });

  it('falls into two halves without that mapping: it is entity resolution that bridges, not the threshold', () => {
    const noPairs = read()
      .map(byNtName)
      .map((e) => {
        const actor = e.actor && {
          ...e.actor,
          ids: e.actor.ids.filter((id) => id.kind !== 'upn' || !id.value.startsWith('wardog')),
        };
        return actor === undefined ? e : { ...e, actor };
      });
    const groups = groupsOf(story(noPairs).alerts);
    expect(groups.map((g) => g.map((id) => id[0]))).toEqual([
      ['1', '2', '3', '4'],
      ['5', '6'],
    ]);
  });
});

describe.skipIf(!available('mstic-guided-investigation'))('vendor-fused alerts', () => {
  /**
   * `unknown`: entities without a role in their source carry none. `withHosts`: the machines, which the rows name by a
   * bare NetBIOS name only, are known, so that everything on one machine shares it.
   */
  function load(reading: 'asNormalised' | 'unknown' | 'withHosts') {
    const facts = alertFacts(eventsOf('mstic-guided-investigation', ['SecurityAlert.jsonl']));
    const entities = new RealEntities();
    const alerts = facts.map((f) => {
      const evidence = f.evidence.map((e): EvidenceItem => {
        const ids = e.ids.map((id) => (id.kind === 'netbios' ? { ...id, kind: 'fqdn' as const } : id));
        return reading === 'asNormalised'
          ? e
          : { ...e, role: 'unknown', ids: reading === 'withHosts' ? ids : e.ids };
      });
      return alert(f.providerAlertId, {
        severity: f.severity,
        serviceSource: f.serviceSource,
        firstActivity: f.firstActivity,
        lastActivity: f.lastActivity,
        providerAlertId: f.providerAlertId,
        ...(f.containsAlertIds === undefined ? {} : { containsAlertIds: f.containsAlertIds }),
        entities: entities.of(evidence, f.firstActivity),
      });
    });
    const labelled = facts
      .filter((f) => f.containsAlertIds !== undefined)
      .map((f) =>
        [f.providerAlertId, ...(f.containsAlertIds ?? [])]
          .filter((id) => alerts.some((a) => a.alertId === id))
          .sort(),
      );
    return { alerts, labelled };
  }

  const pairsOf = (groups: readonly (readonly string[])[]): Set<string> =>
    new Set(groups.flatMap((g) => g.flatMap((a, i) => g.slice(i + 1).map((b) => `${a}|${b}`))));

  it('finds the three fused incidents in the file', () => {
    const { alerts, labelled } = load('asNormalised');
    expect(alerts).toHaveLength(41);
    expect(labelled.map((g) => g.length).sort()).toEqual([1, 3, 3]);
  });

  it.each(['asNormalised', 'unknown', 'withHosts'] as const)(
    'keeps each fused incident together and apart from the others (%s)',
    (reading) => {
      const { alerts, labelled } = load(reading);
      const known = new Set(labelled.flat());
      fc.assert(
        fc.property(fc.shuffledSubarray(alerts, { minLength: alerts.length }), (order) => {
          const groups = groupsOf(order).map((g) => g.filter((id) => known.has(id)));
          for (const fused of labelled)
            expect(groups.some((g) => fused.every((id) => g.includes(id)))).toBe(true);
          const found = pairsOf(groups);
          const right = [...found].filter((p) => pairsOf(labelled).has(p)).length;
          expect(right / found.size).toBeGreaterThanOrEqual(0.98);
        }),
        { numRuns: 40 },
      );
    },
  );

  it('lets no low alert open an incident beyond what the vendor fused', () => {
    const { alerts, labelled } = load('unknown');
    const strong = new Set(
      alerts.filter((a) => a.severity === 'medium' || a.severity === 'high').map((a) => a.alertId),
    );
    for (const group of groupsOf(alerts)) {
      const fused = labelled.some((l) => l.length > 1 && l.every((id) => group.includes(id)));
      expect(fused || group.some((id) => strong.has(id))).toBe(true);
    }
  });
});
