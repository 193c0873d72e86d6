import { TACTICS, type Tactic } from '@/lib/domain/alert';
import type { QueryKind } from '@/lib/domain/hunting/library';

/** What a rule has beside its query, kept for whoever makes a rule of it. */
export interface RuleDetails {
  /** The publisher's own id. */
  readonly id?: string;
  readonly version?: string;
  readonly status?: string;
  /** `1h`, `PT1H`: as the source writes it. */
  readonly queryFrequency?: string;
  readonly queryPeriod?: string;
  readonly triggerOperator?: string;
  readonly triggerThreshold?: number;
  readonly entityMappings?: unknown;
  readonly customDetails?: unknown;
  readonly alertDetailsOverride?: unknown;
  readonly eventGroupingSettings?: unknown;
  readonly requiredDataConnectors?: unknown;
}

/** A query that a file holds. */
export interface FoundQuery {
  readonly name: string;
  readonly description: string;
  readonly text: string;
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  readonly kind: QueryKind;
  readonly severity: string | null;
  readonly tactics: readonly Tactic[];
  readonly techniques: readonly string[];
  readonly tags: readonly string[];
  readonly rule: RuleDetails | null;
}

/** Why a file, or a part of it, gave no query. */
export interface Note {
  readonly kind: 'skipped' | 'unreadable';
  readonly line: number | null;
  readonly reason: string;
}

/** What reading a file gave. */
export interface Reading {
  readonly queries: readonly FoundQuery[];
  readonly notes: readonly Note[];
}

export const skipped = (reason: string, line: number | null = null): Reading => ({
  queries: [],
  notes: [{ kind: 'skipped', line, reason }],
});

/** More queries than any file has that somebody wrote; a source takes only so many. */
const IN_FILE = 5_000;

/** The reading of a file with more queries than that; null for any other. */
export const tooMany = (count: number): Reading | null =>
  count <= IN_FILE
    ? null
    : {
        queries: [],
        notes: [
          {
            kind: 'unreadable',
            line: null,
            reason: `It holds ${count.toLocaleString('en')} queries. A file may hold ${IN_FILE.toLocaleString('en')}.`,
          },
        ],
      };

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');
const BY_LETTERS = new Map<string, Tactic>(TACTICS.map((tactic) => [letters(tactic), tactic]));
/** `DefenceEvasion` is written as often; the two of the control-systems matrix go by their twins. */
for (const [word, tactic] of [
  ['defenceevasion', 'DefenseEvasion'],
  ['c2', 'CommandAndControl'],
  ['commandcontrol', 'CommandAndControl'],
] as const)
  BY_LETTERS.set(word, tactic);

const TACTIC_IDS: Readonly<Record<string, Tactic>> = {
  TA0043: 'Reconnaissance',
  TA0042: 'ResourceDevelopment',
  TA0001: 'InitialAccess',
  TA0002: 'Execution',
  TA0003: 'Persistence',
  TA0004: 'PrivilegeEscalation',
  TA0005: 'DefenseEvasion',
  TA0006: 'CredentialAccess',
  TA0007: 'Discovery',
  TA0008: 'LateralMovement',
  TA0009: 'Collection',
  TA0011: 'CommandAndControl',
  TA0010: 'Exfiltration',
  TA0040: 'Impact',
};

/** The tactic that a word names, however it is written (`Lateral movement`, `LateralMovement`, `TA0008`). */
export const tacticOf = (word: string): Tactic | undefined =>
  TACTIC_IDS[word.trim().toUpperCase()] ?? BY_LETTERS.get(letters(word));

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

/** Tactics among words, and the words that are none. */
export function sortTactics(words: readonly string[]): {
  readonly tactics: readonly Tactic[];
  readonly others: readonly string[];
} {
  const trimmed = words.map((word) => word.trim()).filter(Boolean);
  return {
    tactics: unique(trimmed.flatMap((word) => tacticOf(word) ?? [])),
    others: unique(trimmed.filter((word) => tacticOf(word) === undefined)),
  };
}

/** ATT&CK techniques that a text names: `T1078`, `t1078.004`. */
export const techniquesIn = (text: string): string[] =>
  unique(
    [...text.matchAll(/\bT(1\d{3})(?:[./](\d{3}))?\b/gi)].map(
      ([, id, sub]) => `T${id}${sub ? `.${sub}` : ''}`,
    ),
  );

/** ATT&CK tactics that a text names by their ids. */
export const tacticIdsIn = (text: string): Tactic[] =>
  unique([...text.matchAll(/\bTA00\d\d\b/g)].flatMap(([id]) => TACTIC_IDS[id] ?? []));

/** `Defender for Endpoint/MDE-AsrRules.md` → `MDE AsrRules` */
export const nameOf = (path: string): string =>
  (path.split('/').at(-1) ?? path)
    .replace(/\.[a-z]+$/i, '')
    .replace(/[_-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim() || path;

/** Of the line's own spaces only: over line ends, each line would be looked at from each line before it. */
const OPERATORS =
  /^[^\S\n]*\|\s*(where|extend|project|summarize|join|sort|order|take|limit|top|distinct|mv-?expand|mv-?apply|union|parse|render|evaluate|count|make-series|lookup|invoke|search|sample|serialize|getschema|as)\b/im;
const OPENINGS =
  /^[^\S\n]*(let\s+\w+\s*=|declare\s+query_parameters|print\s|range\s+\w+\s+from\s|datatable\s*\(|externaldata\s*\(|union\s|search\s|find\s)/im;

/** Whether a text can be a query at all: prose, licences and scripts are not. */
export const looksLikeKql = (text: string): boolean => OPERATORS.test(text) || OPENINGS.test(text);
