import { DAY } from '@/lib/core/time';
import type { Domain, Tactic } from '@/lib/domain/alert';
import type { ProcessInfo } from '@/lib/domain/facts/endpoint';
import type { Severity } from '@/lib/domain/severity';
import { defineDetector, reason, type Seen, type SignalDraft } from '../define';
import { actorEvidence, hostEvidence, hostName, processEvidence, subjectHost } from '../evidence';
import type { Detector } from '../types';
import { decodeEncodedCommand, imageNames, plainCommand } from './command-text';

/** A detection of one telling command, as data. All conditions that are given must hold. */
export interface CommandRule {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly source: string;
  readonly severity: Severity;
  readonly tactic: Tactic;
  readonly techniques: readonly string[];
  /** File names, lower case; a renamed copy is found by the name in its version resource. */
  readonly images?: readonly string[];
  /** The command line, freed of carets and doubled quotes, or its decoded PowerShell command. */
  readonly command?: RegExp;
  /** A benign twin: the rule stays quiet where this matches the command line. */
  readonly unless?: RegExp;
  /** Names of the parent's image, lower case. */
  readonly parents?: readonly string[];
  readonly unlessParents?: readonly string[];
  /** PowerShell text (script blocks, module and pipeline logs) that says the same. */
  readonly script?: RegExp;
}

type Kinds = 'process' | 'hostActivity';

/** Activities that carry PowerShell text: 4104 script blocks, 4103 module logs, 800 pipeline details. */
const SCRIPT_ACTIVITY = /script|powershell|module|pipeline/i;
const MAX_SCRIPT = 20_000;
/** Windows itself stops at 32,767 characters; what tells a command comes long before. */
const MAX_COMMAND = 4_096;

/** Text of a row that a rule reads; computed once per row, since every rule of its kind asks. */
interface Told {
  readonly command: string;
  readonly names: readonly string[];
}
const TOLD = new WeakMap<object, Told>();

function told(process: ProcessInfo): Told {
  const known = TOLD.get(process);
  if (known) return known;
  const line = (process.commandLine ?? '').slice(0, MAX_COMMAND);
  const decoded = decodeEncodedCommand(line);
  const fresh = { command: plainCommand(decoded ? `${line} ${decoded}` : line), names: imageNames(process) };
  TOLD.set(process, fresh);
  return fresh;
}

function matchesProcess(rule: CommandRule, process: ProcessInfo, parent: ProcessInfo | undefined): boolean {
  if (!rule.command && !rule.images && !rule.parents) return false;
  const { command, names } = told(process);
  if (rule.images && !names.some((n) => rule.images?.includes(n))) return false;
  if (rule.command && !rule.command.test(command)) return false;
  if (rule.unless?.test(command)) return false;
  const parents = parent ? imageNames(parent) : [];
  if (rule.parents && !parents.some((n) => rule.parents?.includes(n))) return false;
  return !parents.some((n) => rule.unlessParents?.includes(n));
}

/** The script text of a row of PowerShell logging, `undefined` for anything else. */
function scriptText(seen: Seen<'hostActivity'>): string | undefined {
  const { facts } = seen;
  if (!SCRIPT_ACTIVITY.test(facts.activity)) return undefined;
  const text = facts.detail ?? facts.object ?? '';
  return text.length > MAX_SCRIPT ? text.slice(0, MAX_SCRIPT) : text;
}

function commandDraft(
  rule: CommandRule,
  seen: Seen<Kinds>,
  process: ProcessInfo | undefined,
  text: string,
): SignalDraft {
  const parent = seen.facts.kind === 'process' ? seen.facts.parent : undefined;
  const host = hostName(seen.resolved);
  return {
    key: subjectHost(seen.resolved),
    repeatWindow: DAY,
    description: `${rule.summary} Seen on ${host}.`,
    evidence: [
      processEvidence(seen.resolved, process, 'suspicious'),
      hostEvidence(seen.resolved, 'compromised'),
      actorEvidence(seen.resolved, 'compromised'),
      processEvidence(seen.resolved, parent, 'source', 'unknown'),
    ],
    reasons: [
      reason(process ? 'Command line' : 'Script', text.slice(0, 500)),
      ...(process ? [reason('Image', process.path ?? process.fileName)] : []),
      ...(parent ? [reason('Started by', parent.commandLine?.slice(0, 300) ?? parent.fileName)] : []),
      ...(seen.event.actor ? [reason('Account', seen.event.actor.name)] : []),
    ],
  };
}

const DOMAIN: Domain = 'endpoint';

/** Makes a detector of a rule. Repeats on one host within a day extend its alert, whichever log told it. */
export function commandDetector(rule: CommandRule): Detector {
  const kinds: Kinds[] = [];
  if (rule.command || rule.images || rule.parents) kinds.push('process');
  if (rule.script) kinds.push('hostActivity');
  return defineDetector<Kinds>({
    id: rule.id,
    title: rule.title,
    summary: rule.summary,
    source: rule.source,
    severity: rule.severity,
    domain: DOMAIN,
    tactic: rule.tactic,
    techniques: rule.techniques,
    kinds,
    step(seen) {
      const { facts } = seen;
      if (facts.kind === 'process') {
        const hit = matchesProcess(rule, facts.process, facts.parent);
        return hit ? [commandDraft(rule, seen, facts.process, facts.process.commandLine ?? '')] : [];
      }
      const text = scriptText({ ...seen, facts, event: { ...seen.event, facts } });
      if (!text || !rule.script?.test(text) || rule.unless?.test(text)) return [];
      return [commandDraft(rule, seen, facts.process, text)];
    },
  });
}
