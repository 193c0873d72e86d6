import type { IdentifierKind } from '@/lib/domain/entity';
import { lower } from './fields';
import { ipOf } from './geo';
import { account, addressOf, host, idOf, sidOf } from './mentions';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const guidOf = (text: string): string | undefined => {
  const id = idOf(text);
  return id !== undefined && GUID.test(id) ? id : undefined;
};

/** The value of a kind as a mention that holds `text` would carry it. */
const ofAccount = (text: string, kind: IdentifierKind, machine?: string): string | undefined =>
  account({ name: text, ...(machine === undefined ? {} : { host: machine }) })?.ids.find(
    (id) => id.kind === kind,
  )?.value;
const ofHost = (name: string, kind: IdentifierKind, domain?: string): string | undefined =>
  host({ name, ...(domain === undefined ? {} : { domain }) })?.ids.find((id) => id.kind === kind)?.value;

/** `left\right`, both without white space at their ends; undefined where a side is missing. */
function halves(text: string): readonly [string, string] | undefined {
  const [left = '', right = '', ...rest] = text.split('\\').map((part) => part.trim());
  return left === '' || right === '' || rest.length > 0 ? undefined : [left, right];
}

const READERS: Partial<Record<IdentifierKind, (text: string) => string | undefined>> = {
  upn: addressOf,
  mail: addressOf,
  mailboxAddress: addressOf,
  aadUserId: guidOf,
  aadDeviceId: guidOf,
  appId: guidOf,
  servicePrincipalId: guidOf,
  mdeDeviceId: idOf,
  sid: sidOf,
  ntAccount: (text) => (halves(text) ? ofAccount(text, 'ntAccount') : undefined),
  localAccount: (text) => {
    const parts = halves(text);
    return parts && ofAccount(text, 'localAccount', parts[0]);
  },
  address: ipOf,
  fqdn: (text) => (text.includes('.') ? ofHost(text, 'fqdn') : undefined),
  netbios: (text) => (/[.\\\s]/.test(text.trim()) ? undefined : ofHost(text, 'netbios')),
  ntHost: (text) => {
    const parts = halves(text);
    return parts && ofHost(parts[1], 'ntHost', parts[0]);
  },
};

/**
 * What a person typed, in the spelling that rows' identifiers of this kind have: equal text means the same thing.
 *
 * @returns undefined where no row could ever carry it: placeholders, another form than the kind's
 */
export const normalizeIdentifier = (kind: IdentifierKind, text: string): string | undefined =>
  (READERS[kind] ?? lower)(text);
