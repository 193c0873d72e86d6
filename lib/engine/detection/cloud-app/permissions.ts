import type { DirectoryChangeFacts, DirectoryTarget } from '@/lib/domain/facts/identity';

/** Permissions that open mail, files, the directory or its roles (Microsoft: high-impact permissions of Graph). */
const STRONG =
  /\b(?:mail\.(?:read|readwrite|send)(?:\.all|\.shared)?|mailboxsettings\.readwrite|files\.(?:read|readwrite)\.all|sites\.(?:read|readwrite|fullcontrol|manage)\.all|directory\.(?:readwrite|accessasuser)\.all|rolemanagement\.readwrite\.[a-z]+|application\.readwrite\.all|approleassignment\.readwrite\.all|user\.readwrite\.all|group\.readwrite\.all|full_access_as_app|full_access_as_user|ews\.accessasuser\.all|contacts\.read|notes\.read\.all|chat\.read(?:write)?(?:\.all)?|exchange\.manageasapp|https:\/\/mail\.google\.com\/?|https:\/\/www\.googleapis\.com\/auth\/(?:gmail[a-z.]*|drive)(?![\w.]))(?![a-z])/gi;
const LASTING = /\boffline_access\b/i;

/** Permission names in a text that are strong, once each. */
export const strongPermissions = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(STRONG)].map((m) => m[0])),
];
export const isLasting = (text: string): boolean => LASTING.test(text);

/** What a change set that was not set before: names in `to` that `from` lacks. */
export function added(change: { readonly from?: string; readonly to?: string }): string {
  const before = new Set((change.from ?? '').split(/[\s",;[\]]+/));
  return (change.to ?? '')
    .split(/[\s",;[\]]+/)
    .filter((word) => word !== '' && !before.has(word))
    .join(' ');
}

export const normalOperation = (facts: { readonly operation: string }): string =>
  facts.operation.toLowerCase().replace(/[–—]/g, '-').replace(/\.$/, '').trim();

export const changesOf = (target: DirectoryTarget, name: RegExp) =>
  target.changes.filter((c) => name.test(c.name));

/** The value of a changed property without its JSON quotes. */
export const plain = (value: string | undefined): string =>
  (value ?? '').replace(/^"+|"+$/g, '').replace(/\\"/g, '"');

/** The names of an application as one change tells them. */
export interface ApplicationNames {
  readonly name: string | undefined;
  readonly objectId: string | undefined;
  readonly appId: string | undefined;
  readonly servicePrincipalId: string | undefined;
}

function propertyOf(facts: DirectoryChangeFacts, pattern: RegExp): string | undefined {
  for (const target of facts.targets) {
    for (const change of changesOf(target, pattern)) {
      const text = plain(change.to) || plain(change.from);
      if (text !== '') return text;
    }
  }
  return undefined;
}

/**
 * The application that a change is about. A permission grant lists the resource (Microsoft Graph, say) as its first
 * target and names the application that gets the permission in `ServicePrincipal.ObjectID`.
 */
export function applicationNames(facts: DirectoryChangeFacts): ApplicationNames {
  const client = propertyOf(facts, /^serviceprincipal\.objectid$/i);
  const clientTarget = facts.targets.find((t) => t.id !== undefined && t.id === client);
  const clientName = propertyOf(facts, /^serviceprincipal\.(?:displayname|name)$/i);
  if (client !== undefined) {
    return {
      name: clientName ?? clientTarget?.name,
      objectId: undefined,
      appId: propertyOf(facts, /^serviceprincipal\.appid$/i),
      servicePrincipalId: client,
    };
  }
  const target = facts.targets.find((t) => /application|serviceprincipal/i.test(t.type)) ?? facts.targets[0];
  const isPrincipal = target !== undefined && /serviceprincipal/i.test(target.type);
  return {
    name: target?.name,
    objectId: isPrincipal ? undefined : target?.id,
    appId: propertyOf(facts, /^(?:appid|app id|appaddress)$/i),
    servicePrincipalId: isPrincipal ? target?.id : undefined,
  };
}
