'use client';
import { useRef, useState } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { useToast } from '@/components/ui/toast';
import { assignIncident, classifyIncident, resolveIncident } from '@/lib/actions/incidents';
import type { BlockCache } from '@/lib/client/blocks';
import { type ActionResult, problemOf } from '@/lib/client/use-command';
import type { IncidentRow, Person } from '@/lib/domain/views/incident';
import type { Verdict } from './verdict-dialog';

export interface TriageOptions {
  readonly cache: BlockCache<IncidentRow>;
  /** The incident that the keys act on; null where there is none, or where it may not be changed. */
  readonly row: IncidentRow | null;
  readonly me: Person;
  /** Asks what became of the rows in sight. */
  readonly check: () => void;
}

export interface Triage {
  /** The verdict that is being given. */
  readonly dialog: { readonly mode: 'classify' | 'resolve'; readonly row: IncidentRow } | null;
  readonly submit: (verdict: Verdict) => void;
  readonly close: () => void;
}

/** The keys that decide about one incident where it stands: m, c and r. What is decided shows at once. */
export function useTriage({ cache, row, me, check }: TriageOptions): Triage {
  const toast = useToast();
  const [dialog, setDialog] = useState<Triage['dialog']>(null);
  // One's own changes follow one another, each on the version that the one before made.
  const last = useRef<Promise<void>>(Promise.resolve());
  const versions = useRef(new Map<string, number>());
  const act = (
    target: IncidentRow,
    patch: Partial<IncidentRow>,
    done: string,
    call: (version: number) => Promise<ActionResult | undefined>,
  ): void => {
    const put = (next: IncidentRow) => cache.patch((one) => (one.number === next.number ? next : one));
    put({ ...target, ...patch });
    last.current = last.current.then(async () => {
      const version = Math.max(target.version, versions.current.get(target.id) ?? 0);
      const result = await call(version).catch(() => undefined);
      const problem = problemOf(result);
      if (problem === null) {
        versions.current.set(target.id, versionOf(result?.data) ?? version);
        toast({ title: done });
      } else {
        put(target);
        toast({ tone: 'error', title: `#${target.number} was not changed`, description: problem });
      }
      check();
    });
  };
  const begin = (mode: 'classify' | 'resolve') => {
    if (row === null) return;
    if (mode === 'resolve' && row.status === 'resolved') {
      toast({ title: `#${row.number} is resolved already`, description: 'Open it to reopen it.' });
    } else setDialog({ mode, row });
  };
  const assign = () => {
    if (row === null) return;
    if (row.assignedTo?.id === me.id) {
      toast({ title: `#${row.number} is assigned to you already` });
      return;
    }
    const { id } = row;
    act(row, { assignedTo: me }, `#${row.number} is assigned to you`, (version) =>
      assignIncident({ id, version, assignedTo: me.id }),
    );
  };
  useShortcuts(
    'Incident',
    row === null
      ? []
      : [
          { keys: 'm', label: 'Assign to me', run: assign },
          { keys: 'c', label: 'Classify', run: () => begin('classify') },
          { keys: 'r', label: 'Resolve', run: () => begin('resolve') },
        ],
  );
  const submit = ({ classification, determination, comment }: Verdict) => {
    if (dialog === null) return;
    const { id } = dialog.row;
    const verdict = { id, classification, determination };
    setDialog(null);
    const patch = { classification, determination };
    if (dialog.mode === 'classify')
      act(dialog.row, patch, `#${dialog.row.number} is classified`, (version) =>
        classifyIncident({ ...verdict, version }),
      );
    else
      act(dialog.row, { ...patch, status: 'resolved' }, `#${dialog.row.number} is resolved`, (version) =>
        resolveIncident({ ...verdict, version, comment }),
      );
  };
  return { dialog, submit, close: () => setDialog(null) };
}

/** The version that a command says it made. */
const versionOf = (data: unknown): number | null =>
  typeof data === 'object' && data !== null && 'version' in data && typeof data.version === 'number'
    ? data.version
    : null;
