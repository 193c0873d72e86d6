import type { CanonicalEvent } from '@/lib/domain/event';
import type { ProcessInfo } from '@/lib/domain/facts/endpoint';
import type { ProcessAnchor, ProcessRef, ProcessSighting } from './types';

/** A row of the lake: the event in the words of the engine, and the vendor's own columns. */
export interface ChainRow {
  readonly event: CanonicalEvent;
  readonly columns: Readonly<Record<string, unknown>>;
}

/** What a row tells of processes; null for one that names none. */
export function sightingOf({ event, columns }: ChainRow): ProcessSighting | null {
  const acting = actingProcess(event);
  const started = event.facts.kind === 'process' ? event.facts.process : undefined;
  if (!acting && !started) return null;
  const keys = sensorKeys(columns);
  const byParent = parentOfActing(columns);
  return {
    rowId: event.rowId,
    time: event.time,
    started: started ? refOf(started, keys.own, event.rowId) : null,
    ...(event.actor && started ? { account: event.actor.name } : {}),
    ...(acting ? { by: refOf(acting, keys.by, `${event.rowId}:by`) } : {}),
    ...(byParent ? { byParent } : {}),
  };
}

/** The process that a row of the alert's evidence is about: what was started, else who acted. */
export function anchorOf(row: ChainRow): ProcessAnchor | null {
  const sighting = sightingOf(row);
  const ref = sighting?.started ?? sighting?.by;
  return sighting && ref ? { ref, time: sighting.time } : null;
}

/** Without a process id nothing but the row itself tells which process it was. */
function refOf(info: ProcessInfo, key: string | undefined, row: string): ProcessRef {
  if (key !== undefined) return { info, key };
  return info.processId === undefined ? { info, key: `row:${row}` } : { info };
}

function actingProcess({ facts }: CanonicalEvent): ProcessInfo | undefined {
  if (facts.kind === 'process') return facts.parent;
  if (facts.kind === 'processAccess') return facts.source;
  return 'process' in facts ? facts.process : undefined;
}

const GUID = /\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?/i;

/** Sysmon's and Defender's own ids of processes, which are never used again. */
function sensorKeys(columns: ChainRow['columns']): { own?: string | undefined; by?: string | undefined } {
  const data = typeof columns.EventData === 'string' ? columns.EventData : '';
  const field = (name: string): string | undefined => {
    const direct = columns[name];
    if (typeof direct === 'string' && direct !== '') return direct.toLowerCase();
    const at = data.indexOf(`"${name}"`);
    return at < 0 ? undefined : GUID.exec(data.slice(at, at + 120))?.[0].toLowerCase();
  };
  const parent = field('ParentProcessGuid');
  const own = field('ProcessGuid') ?? field('SourceProcessGUID');
  if (own !== undefined) return parent === undefined ? { own, by: own } : { own, by: parent };
  return { own: field('ProcessUniqueId'), by: field('InitiatingProcessUniqueId') };
}

/** Defender rows name the parent of who acted, too. */
function parentOfActing(columns: ChainRow['columns']): ProcessRef | null {
  const fileName = columns.InitiatingProcessParentFileName;
  const processId = columns.InitiatingProcessParentId;
  if (typeof fileName !== 'string' || fileName === '' || typeof processId !== 'number') return null;
  const created = Date.parse(String(columns.InitiatingProcessParentCreationTime ?? ''));
  return { info: { fileName, processId, ...(Number.isNaN(created) ? {} : { creationTime: created }) } };
}
