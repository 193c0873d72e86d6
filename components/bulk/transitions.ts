import type { JobTarget } from '@/lib/domain/job-states';
import type { SelectionView } from '@/lib/domain/views/jobs';
import { ALERT_STATUS_LABEL, INCIDENT_STATUS_LABEL } from '@/lib/domain/views/labels';

type IncidentStep = 'active' | 'inProgress' | 'awaitingAction';
type AlertStep = 'new' | 'inProgress' | 'resolved';

/** A status that at least one of the selection would take. */
export interface StatusOffer {
  readonly action: { readonly do: 'status'; readonly status: IncidentStep | AlertStep };
  readonly label: string;
  /** How many would change. */
  readonly count: number;
}

export interface Offers {
  readonly status: readonly StatusOffer[];
  /** How many are resolved and can be opened again; incidents only. */
  readonly reopen: number;
  readonly resolve: number;
  readonly classify: boolean;
  readonly tags: boolean;
}

const INCIDENT_STEPS: readonly IncidentStep[] = ['active', 'inProgress', 'awaitingAction'];
const ALERT_STEPS: readonly AlertStep[] = ['new', 'inProgress', 'resolved'];

/** Only transitions that change something of the selection. */
export function offersOf(target: JobTarget, view: SelectionView): Offers {
  const held = (status: string) => view.status[status] ?? 0;
  if (target === 'alert') {
    const status = ALERT_STEPS.map((step) => ({
      action: { do: 'status', status: step } as const,
      label: ALERT_STATUS_LABEL[step],
      count: view.count - held(step),
    })).filter(({ count }) => count > 0);
    return { status, reopen: 0, resolve: 0, classify: view.count > 0, tags: false };
  }
  const open = view.count - held('resolved') - held('redirected');
  const status = INCIDENT_STEPS.map((step) => ({
    action: { do: 'status', status: step } as const,
    label: INCIDENT_STATUS_LABEL[step],
    count: open - held(step),
  })).filter(({ count }) => count > 0);
  const movable = view.count - held('redirected') > 0;
  return { status, reopen: held('resolved'), resolve: open, classify: movable, tags: movable };
}
