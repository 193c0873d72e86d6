import type { ItemReason } from './job-states';
import type { AlertAction, IncidentAction } from './jobs';
import { TAG_LIMIT } from './limits';

/** What a rule makes of one thing: new values, nothing to do, or a reason to leave it alone. */
export type Ruling<Patch> =
  | { readonly kind: 'change'; readonly patch: Patch }
  | { readonly kind: 'same' }
  | { readonly kind: 'skip'; readonly reason: ItemReason };

/** The properties of an incident that bulk changes read and write. */
export interface IncidentState {
  readonly status: string;
  readonly classification: string;
  readonly determination: string;
  readonly assignedTo: string | null;
  readonly customTags: readonly string[];
  readonly resolvingComment: string | null;
}
export type IncidentStatePatch = Partial<IncidentState>;

export interface AlertState {
  readonly status: string;
  readonly classification: string;
  readonly determination: string;
  readonly assignedTo: string | null;
}
export type AlertStatePatch = Partial<AlertState>;

const skip = (reason: ItemReason) => ({ kind: 'skip', reason }) as const;
const SAME = { kind: 'same' } as const;

/** Only what differs; lists are compared by their content. */
function differing<State extends object>(state: State, patch: Partial<State>): Ruling<Partial<State>> {
  const changes = Object.entries(patch).filter(
    ([field, value]) => JSON.stringify(state[field as keyof State]) !== JSON.stringify(value),
  );
  if (changes.length === 0) return SAME;
  return { kind: 'change', patch: Object.fromEntries(changes) as Partial<State> };
}

/** The same rules as the commands on one incident have: state machine, what resolving needs, what is left alone. */
export function ruleIncident(action: IncidentAction, state: IncidentState): Ruling<IncidentStatePatch> {
  if (state.status === 'redirected') return skip('merged');
  switch (action.do) {
    case 'assign':
      return differing(state, { assignedTo: action.assignedTo });
    case 'classify':
      return differing(state, { classification: action.classification, determination: action.determination });
    case 'status':
      return state.status === 'resolved' ? skip('resolved') : differing(state, { status: action.status });
    case 'resolve':
      return ruleResolve(action, state);
    case 'reopen':
      if (state.status !== 'resolved') return state.status === action.status ? SAME : skip('notResolved');
      return { kind: 'change', patch: { status: action.status, resolvingComment: null } };
    case 'tags':
      return ruleTags(action, state);
  }
}

function ruleResolve(
  action: Extract<IncidentAction, { do: 'resolve' }>,
  state: IncidentState,
): Ruling<IncidentStatePatch> {
  const { classification, determination } = action;
  if (state.status === 'resolved') {
    const isSame = state.classification === classification && state.determination === determination;
    return isSame ? SAME : skip('resolvedOtherwise');
  }
  const resolvingComment = action.comment === '' ? null : action.comment;
  return { kind: 'change', patch: { status: 'resolved', classification, determination, resolvingComment } };
}

function ruleTags(
  action: Extract<IncidentAction, { do: 'tags' }>,
  state: IncidentState,
): Ruling<IncidentStatePatch> {
  const removed = new Set(action.remove);
  const now = new Set(state.customTags);
  const tags = [...new Set([...now, ...action.add])].filter((tag) => !removed.has(tag)).sort();
  if (tags.length > TAG_LIMIT) return skip('tooManyTags');
  const isSame = tags.length === now.size && tags.every((tag) => now.has(tag));
  return isSame ? SAME : { kind: 'change', patch: { customTags: tags } };
}

/**
 * What a change of an incident makes of one of its alerts: assignment copies down, resolving resolves what is open and
 * gives its classification where there is none, reopening opens what that resolution closed.
 * @param closedTogether whether the alert was resolved by the resolution of its incident
 */
export function ruleAlertOf(
  action: IncidentAction,
  alert: AlertState,
  closedTogether: boolean,
): AlertStatePatch | null {
  switch (action.do) {
    case 'assign':
      return alert.assignedTo === action.assignedTo ? null : { assignedTo: action.assignedTo };
    case 'resolve':
      return alert.status === 'resolved' ? null : { status: 'resolved', ...verdictFor(alert, action) };
    case 'reopen':
      return closedTogether ? { status: action.status === 'active' ? 'new' : 'inProgress' } : null;
    default:
      return null;
  }
}

/** The incident's word where the alert has none of its own. */
export function verdictFor(
  alert: Pick<AlertState, 'classification'>,
  { classification, determination }: { readonly classification: string; readonly determination: string },
): AlertStatePatch {
  return alert.classification === 'unknown' ? { classification, determination } : {};
}

/** The same rules as the commands on one alert have. */
export function ruleAlert(action: AlertAction, state: AlertState): Ruling<AlertStatePatch> {
  switch (action.do) {
    case 'assign':
      return differing(state, { assignedTo: action.assignedTo });
    case 'classify':
      return differing(state, { classification: action.classification, determination: action.determination });
    case 'status':
      return differing(state, { status: action.status });
  }
}

/** Whether an incident's alerts change with it. */
export const reachesAlerts = ({ do: what }: IncidentAction): boolean =>
  what === 'assign' || what === 'resolve' || what === 'reopen';

/** Whether a change is a person's first touch, which ends the time to acknowledge. */
export const isFirstTouch = (patch: {
  readonly assignedTo?: string | null;
  readonly status?: string;
}): boolean => Boolean(patch.assignedTo) || (patch.status !== undefined && patch.status !== 'active');
