import type { EventFacts } from '@/lib/domain/event';
import type { GeoLocation } from '@/lib/domain/facts/location';
import type { SessionStepView } from '@/lib/domain/views/chain';
import type { ChainEvent } from './types';

/** An event as a step of a session. */
export interface Step {
  readonly rowId: string;
  readonly time: number;
  readonly kind: SessionStepView['kind'];
  readonly title: string;
  readonly detail: string | null;
  readonly success: boolean;
  readonly ip: string | null;
  readonly geo: GeoLocation | undefined;
  /** What names the account, for comparison. */
  readonly account: string | null;
  readonly accountName: string | null;
  readonly sessionId: string | null;
  readonly correlationId: string | null;
}

/** Sources put a person's names in different orders: the user principal name is what they have in common. */
function accountOf(actor: ChainEvent['actor']): string | null {
  const ids = actor?.ids ?? [];
  const id = ids.find(({ kind }) => kind === 'upn') ?? ids.find(({ kind }) => kind === 'mail') ?? ids[0];
  return (id?.value ?? actor?.name)?.toLowerCase() ?? null;
}

type Words = Pick<Step, 'kind' | 'title' | 'detail' | 'success'>;

/** The step that an event is; null for one that is none. */
export function stepOf(event: ChainEvent): Step | null {
  const { facts, actor } = event;
  const words = wordsOf(facts);
  if (!words) return null;
  return {
    rowId: event.rowId,
    time: event.time,
    ...words,
    ip: 'ip' in facts ? (facts.ip ?? null) : null,
    geo: 'geo' in facts ? facts.geo : undefined,
    account: accountOf(actor),
    accountName: actor?.name ?? null,
    sessionId: 'sessionId' in facts ? (facts.sessionId ?? null) : null,
    correlationId: 'correlationId' in facts ? (facts.correlationId ?? null) : null,
  };
}

function wordsOf(facts: EventFacts): Words | null {
  switch (facts.kind) {
    case 'signIn':
      return signInWords(facts);
    case 'directoryChange':
      return {
        kind: 'change',
        title: facts.operation,
        detail: facts.targets.map(({ name, upn, id }) => name ?? upn ?? id).find(Boolean) ?? null,
        success: facts.success,
      };
    case 'cloudActivity':
      return {
        kind: 'activity',
        title: `${facts.operation} (${facts.workload})`,
        detail: facts.fileName ?? facts.object ?? facts.mailboxOwner ?? null,
        success: facts.success,
      };
    case 'cloudControl':
      return {
        kind: 'control',
        title: facts.operation,
        detail: facts.resourceId ?? facts.service ?? null,
        success: facts.success,
      };
    case 'apiCall':
      return {
        kind: 'api',
        title: `${facts.method} ${pathOf(facts.uri)}`,
        detail: null,
        success: facts.status === undefined || facts.status < 400,
      };
    default:
      return null;
  }
}

function signInWords(facts: Extract<EventFacts, { kind: 'signIn' }>): Words {
  const isToken = facts.mode === 'nonInteractive';
  const app = facts.app ?? facts.resource ?? null;
  if (isToken) return { kind: 'token', title: 'Token refreshed', detail: app, success: facts.success };
  const outcome = facts.success ? 'Signed in' : `Sign-in failed${reasonOf(facts.failure)}`;
  return {
    kind: 'signIn',
    title: facts.mfa ? `${outcome} with MFA` : outcome,
    detail: app,
    success: facts.success,
  };
}

const FAILURES: Readonly<Record<string, string>> = {
  badPassword: 'wrong password',
  locked: 'account locked',
  disabled: 'account disabled',
  unknownUser: 'unknown user',
  mfaRequired: 'MFA asked for',
  mfaDenied: 'MFA denied',
  blocked: 'blocked by policy',
  interrupted: 'interrupted',
};

const reasonOf = (failure: string | undefined): string => {
  const words = failure === undefined ? undefined : FAILURES[failure];
  return words === undefined ? '' : `: ${words}`;
};

/** An address of the API without its query and its ids, so that repeats can be told as one step. */
const pathOf = (uri: string): string =>
  uri
    .replace(/^https?:\/\/[^/]+/i, '')
    .replace(/\?.*$/, '')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '{id}') || uri;
