import { ATTACK_NAMES } from './attack-names';
import type { Selection } from './views/filter';

/** An ATT&CK technique as a page shows it. */
export interface Technique {
  readonly id: string;
  /** `OS Credential Dumping: LSASS Memory`; null for one that the table does not know. */
  readonly name: string | null;
  /** Its own page at MITRE; null for a text that is no technique id. */
  readonly url: string | null;
}

const NAMES: ReadonlyMap<string, string> = new Map(ATTACK_NAMES.flatMap(namesOf));

/** `T1003 OS Credential Dumping | 001 LSASS Memory | …` as ids and names, a sub-technique with its parent's. */
function namesOf(line: string): readonly (readonly [string, string])[] {
  const [parent = '', ...subs] = line.split('|').map((part) => part.trim());
  const [id, name] = halves(parent);
  return [
    [id, name],
    ...subs.map((sub) => {
      const [suffix, own] = halves(sub);
      return [`${id}.${suffix}`, `${name}: ${own}`] as const;
    }),
  ];
}

function halves(text: string): readonly [string, string] {
  const at = text.indexOf(' ');
  return [text.slice(0, at), text.slice(at + 1)];
}

const ID = /^T\d{4}(?:\.\d{3})?$/;

/** `T1486 Data Encrypted for Impact`: a technique as a list and its filters call it. */
export const techniqueLabel = (id: string): string => [id, techniqueOf(id).name].filter(Boolean).join(' ');

/** What the techniques that a filter keeps or leaves out are called. */
export const namedTechniques = ({
  any,
  none,
}: Selection): readonly { readonly id: string; readonly name: string }[] =>
  [...any, ...none].map((id) => ({ id, name: techniqueLabel(id) }));

/** Techniques whose names hold a text, in any case. */
export function techniquesNamed(text: string): readonly string[] {
  const wanted = text.toLowerCase();
  return [...NAMES].filter(([, name]) => name.toLowerCase().includes(wanted)).map(([id]) => id);
}

/** Name and address of a technique by its id, offline. A sub-technique that is not known goes by its parent. */
export function techniqueOf(id: string): Technique {
  const key = id.trim().toUpperCase();
  if (!ID.test(key)) return { id, name: NAMES.get(key) ?? null, url: null };
  const name = NAMES.get(key) ?? NAMES.get(key.slice(0, 5)) ?? null;
  return { id: key, name, url: `https://attack.mitre.org/techniques/${key.replace('.', '/')}/` };
}
