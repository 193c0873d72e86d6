import type { CloudActivityFacts } from '@/lib/domain/facts/cloud';

const RULE_OPERATIONS = new Set(['new-inboxrule', 'set-inboxrule', 'updateinboxrules', 'enable-inboxrule']);
const MAILBOX_OPERATIONS = new Set(['set-mailbox']);
const ADDRESS = /[a-z0-9._%+'-]+@[a-z0-9.-]+\.[a-z]{2,}/gi;

/** A mailbox rule or a mailbox forwarding setting, as its cmdlet or client set it. */
export interface MailRule {
  readonly name: string;
  readonly forwardsTo: readonly string[];
  readonly deletes: boolean;
  readonly movesTo: string | undefined;
  readonly marksRead: boolean;
  readonly stops: boolean;
  /** Words that a message must contain. */
  readonly words: string;
  /** True when the rule takes every message. */
  readonly takesAll: boolean;
  readonly isMailboxSetting: boolean;
}

type Lookup = (pattern: RegExp) => string | undefined;

/** Finds a parameter by name, whatever the source's spelling. */
const lookup =
  (facts: CloudActivityFacts): Lookup =>
  (pattern) => {
    for (const name in facts.parameters) {
      const value = facts.parameters[name];
      if (value && pattern.test(name) && !/^(?:false|\$false|null)$/i.test(value.trim())) return value;
    }
    return undefined;
  };

const isOn = (value: string | undefined): boolean =>
  value !== undefined && !/^(?:|0|no)$/i.test(value.trim());
const addresses = (text: string | undefined): readonly string[] =>
  [...(text ?? '').matchAll(ADDRESS)].map((m) => m[0].toLowerCase());

function forwardTargets(get: Lookup, actions: string): readonly string[] {
  const named = [
    get(/^forwardto$/i),
    get(/^redirectto$/i),
    get(/^forwardasattachmentto$/i),
    get(/^forwardingsmtpaddress$/i),
    get(/^forwardingaddress$/i),
  ];
  const acted = /forward|redirect/i.test(actions) ? addresses(actions) : [];
  return [...new Set([...named.flatMap(addresses), ...acted])];
}

/**
 * Reads a rule from New-InboxRule, Set-InboxRule, Set-Mailbox or a client's UpdateInboxRules.
 * @returns `undefined` for operations that set no rule
 */
export function mailRuleOf(facts: CloudActivityFacts): MailRule | undefined {
  const operation = facts.operation.toLowerCase();
  const isRule = RULE_OPERATIONS.has(operation);
  const isMailboxSetting = MAILBOX_OPERATIONS.has(operation);
  if ((!isRule && !isMailboxSetting) || !facts.success) return undefined;
  const get = lookup(facts);
  const actions = get(/^(?:rule)?actions?$/i) ?? '';
  const conditions = get(/^(?:rule)?conditions?$/i) ?? '';
  const words =
    get(/containswords$/i) ?? (/contains|keyword|subject|body/i.test(conditions) ? conditions : '');
  const from = get(/^(?:from|fromaddresscontainswords|sentto)$/i);
  return {
    name: get(/^(?:name|rulename)$/i) ?? facts.object?.split('\\').pop() ?? '',
    forwardsTo: forwardTargets(get, actions),
    deletes: isOn(get(/^(?:delete|softdelete|permanentdelete)message$/i)) || /delete/i.test(actions),
    movesTo: get(/^(?:moveto|copyto)folder$/i) ?? (/move/i.test(actions) ? actions : undefined),
    marksRead: isOn(get(/^markasread$/i)) || /markasread/i.test(actions),
    stops: isOn(get(/^stopprocessingrules$/i)),
    words,
    takesAll: words === '' && from === undefined && conditions === '',
    isMailboxSetting,
  };
}

/** The mail domain of an address, lower case. */
export const domainOf = (address: string | undefined): string => address?.split('@')[1]?.toLowerCase() ?? '';
