import { DAY, HOUR } from '@/lib/core/time';
import { defineDetector, reason, type Seen, type SignalDraft } from '../define';
import { actorName, subjectActor } from '../evidence';
import type { Detector, StateStore } from '../types';
import { activityEvidence } from './cloud-evidence';

/** Hourly counts of one account's activity of one sort. Hours are numbers since the epoch. */
interface Activity {
  v: 1;
  first: number;
  /** Recent hours, in order, with their counts. */
  hours: [hour: number, count: number][];
  /** The busiest hour of each earlier day, to compare with. */
  days: [day: number, busiest: number][];
  sites: string[];
}

const MAX_HOURS = 30;
const MAX_DAYS = 30;
const MAX_SITES = 5;
const LEARNING = 7 * DAY;
/** How far above the account's own busiest hour it must be, and the least that counts at all. */
const FACTOR = 5;

interface Sort {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly source: string;
  readonly operations: RegExp;
  readonly floor: number;
  readonly tactic: Detector['tactic'];
  readonly techniques: readonly string[];
  readonly verb: string;
}

function count(state: StateStore, key: string, seen: Seen<'cloudActivity'>): Activity {
  const activity = state.read<Activity>(key) ?? {
    v: 1,
    first: seen.event.time,
    hours: [],
    days: [],
    sites: [],
  };
  const hour = Math.floor(seen.event.time / HOUR);
  const items = Math.max(1, seen.facts.itemCount ?? 1);
  const slot = activity.hours.find(([h]) => h === hour);
  if (slot) slot[1] += items;
  else {
    activity.hours.push([hour, items]);
    activity.hours.sort((a, b) => a[0] - b[0]);
    if (activity.hours.length > MAX_HOURS) foldOldest(activity);
  }
  const site = seen.facts.site;
  if (site && activity.sites.length < MAX_SITES && !activity.sites.includes(site)) activity.sites.push(site);
  activity.first = Math.min(activity.first, seen.event.time);
  state.write(key, activity);
  return activity;
}

/** The oldest hour leaves and is remembered as part of its day. */
function foldOldest(activity: Activity): void {
  const oldest = activity.hours.shift();
  if (!oldest) return;
  const day = Math.floor(oldest[0] / 24);
  const known = activity.days.find(([d]) => d === day);
  if (known) known[1] = Math.max(known[1], oldest[1]);
  else activity.days.push([day, oldest[1]]);
  if (activity.days.length > MAX_DAYS) activity.days.shift();
}

/** The busiest hour before the one that is being looked at, and the one before it. */
function baseline(activity: Activity, hour: number): number {
  const earlier = activity.hours.filter(([h]) => h < hour - 1).map(([, n]) => n);
  return Math.max(0, ...earlier, ...activity.days.map(([, n]) => n));
}

function judge(sort: Sort, seen: Seen<'cloudActivity'>, activity: Activity): readonly SignalDraft[] {
  const hour = Math.floor(seen.event.time / HOUR);
  const now = activity.hours.filter(([h]) => h === hour || h === hour - 1).reduce((n, [, c]) => n + c, 0);
  const usual = baseline(activity, hour);
  // Nothing to compare with in the first week: only a plain flood counts then.
  const learning = seen.event.time - activity.first < LEARNING;
  const limit = learning ? sort.floor * FACTOR : Math.max(sort.floor, usual * FACTOR);
  if (now < limit) return [];
  return [
    {
      key: subjectActor(seen.resolved),
      repeatWindow: 6 * HOUR,
      firstActivity: Math.max(activity.first, (hour - 1) * HOUR),
      description: `${actorName(seen.resolved)} ${sort.verb} ${now} items within two hours; ${usual} in the busiest hour before.`,
      evidence: activityEvidence(seen),
      reasons: [
        reason('Items in two hours', now),
        reason('Busiest hour before', learning ? `${usual} (still learning)` : usual),
        reason('Limit', `${limit}: at least ${sort.floor}, and ${FACTOR} times the busiest hour`),
        reason('Sites', activity.sites.join(', ') || 'not told'),
      ],
    },
  ];
}

function massDetector(sort: Sort): Detector {
  const key = (id: string): string => `activity:${sort.id}:${id}`;
  const matches = ({ facts }: Seen<'cloudActivity'>): boolean =>
    facts.success && sort.operations.test(facts.operation);
  return defineDetector({
    id: sort.id,
    title: sort.title,
    summary: sort.summary,
    source: sort.source,
    severity: 'medium',
    domain: 'cloudApp',
    tactic: sort.tactic,
    techniques: sort.techniques,
    kinds: ['cloudActivity'],
    keys: (seen) =>
      matches(seen) && seen.resolved.actorId !== undefined ? [key(seen.resolved.actorId)] : [],
    step(seen, ctx) {
      const id = seen.resolved.actorId;
      if (!matches(seen) || id === undefined) return [];
      const activity = count(ctx.state, key(id), seen);
      return judge(sort, seen, activity);
    },
  });
}

export const massDownload = massDetector({
  id: 'cloud-app.mass-download',
  title: 'Unusual file download',
  summary: 'An account downloads far more files than it ever did in an hour.',
  source: 'Defender for Cloud Apps: Unusual file download (by user), seven days of learning',
  operations: /^(?:filedownloaded|download|drive\.download)$/i,
  floor: 100,
  tactic: 'Exfiltration',
  techniques: ['T1530', 'T1567'],
  verb: 'downloaded',
});

export const massDelete = massDetector({
  id: 'cloud-app.mass-delete',
  title: 'Unusual file deletion',
  summary: 'An account deletes far more files or messages than it ever did in an hour.',
  source: 'Defender for Cloud Apps: Unusual file deletion activity (by user), Ransomware activity',
  operations:
    /^(?:filedeleted|filerecycled|filedeletedfirststagerecyclebin|filedeletedsecondstagerecyclebin|harddelete|delete|trash)$/i,
  floor: 100,
  tactic: 'Impact',
  techniques: ['T1485'],
  verb: 'deleted',
});
