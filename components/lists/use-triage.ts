'use client';
import { useRef, useState } from 'react';
import { useShortcuts } from '@/components/shell/shortcuts';
import { useToast } from '@/components/ui/toast';
import { type ActionResult, problemOf } from '@/lib/client/use-command';
import type { Classification, Determination } from '@/lib/domain/alert';
import type { Person } from '@/lib/domain/views/incident';
import type { ListKind } from './list-kind';
import type { RowContext } from './scroll-list';
import type { Verdict } from './verdict-dialog';

/** What can be decided about a row where it stands. */
export interface Decidable {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly classification: Classification;
  readonly determination: Determination;
  readonly assignedTo: Person | null;
}

type Result = Promise<ActionResult | undefined>;
type Target = { readonly id: string; readonly version: number };

/** How one kind of row is decided about. */
export interface TriageKind<R extends Decidable> {
  /** "Incident": what the keys are listed under. */
  readonly title: string;
  /** "#12" at the beginning of a sentence. */
  readonly called: (row: R) => string;
  readonly assign: (target: Target, me: string) => Result;
  readonly classify: (target: Target, verdict: Verdict) => Result;
  readonly resolve: (target: Target, verdict: Verdict) => Result;
}

export interface Triage<R> {
  /** The verdict that is being given. */
  readonly dialog: { readonly mode: 'classify' | 'resolve'; readonly row: R } | null;
  readonly submit: (verdict: Verdict) => void;
  readonly close: () => void;
}

export interface TriageOptions<R extends Decidable> extends Omit<RowContext<R>, 'refocus'> {
  readonly kind: Pick<ListKind<R>, 'idOf'>;
  readonly how: TriageKind<R>;
  readonly me: Person;
}

/** The keys that decide about one row where it stands: m, c and r. What is decided shows at once. */
export function useTriage<R extends Decidable>(options: TriageOptions<R>): Triage<R> {
  const { kind, how, cache, row, me, check } = options;
  const toast = useToast();
  const [dialog, setDialog] = useState<Triage<R>['dialog']>(null);
  // One's own changes follow one another, each on the version that the one before made.
  const last = useRef<Promise<void>>(Promise.resolve());
  const versions = useRef(new Map<string, number>());
  const act = (
    target: R,
    patch: Partial<Decidable>,
    done: string,
    call: (target: Target) => Result,
  ): void => {
    const put = (next: R) => cache.patch((one) => (kind.idOf(one) === kind.idOf(next) ? next : one));
    put({ ...target, ...patch });
    last.current = last.current.then(async () => {
      const version = Math.max(target.version, versions.current.get(target.id) ?? 0);
      const result = await call({ id: target.id, version }).catch(() => undefined);
      const problem = problemOf(result);
      if (problem === null) {
        versions.current.set(target.id, versionOf(result?.data) ?? version);
        toast({ title: `${how.called(target)} ${done}` });
      } else {
        put(target);
        toast({ tone: 'error', title: `${how.called(target)} was not changed`, description: problem });
      }
      check();
    });
  };
  const begin = (mode: 'classify' | 'resolve') => {
    if (row === null) return;
    if (mode === 'resolve' && row.status === 'resolved') {
      toast({ title: `${how.called(row)} is resolved already`, description: 'Open it to reopen it.' });
    } else setDialog({ mode, row });
  };
  const assign = () => {
    if (row === null) return;
    if (row.assignedTo?.id === me.id) toast({ title: `${how.called(row)} is assigned to you already` });
    else act(row, { assignedTo: me }, 'is assigned to you', (target) => how.assign(target, me.id));
  };
  useShortcuts(
    how.title,
    row === null
      ? []
      : [
          { keys: 'm', label: 'Assign to me', run: assign },
          { keys: 'c', label: 'Classify', run: () => begin('classify') },
          { keys: 'r', label: 'Resolve', run: () => begin('resolve') },
        ],
  );
  const submit = (verdict: Verdict) => {
    if (dialog === null) return;
    const { classification, determination } = verdict;
    setDialog(null);
    if (dialog.mode === 'classify')
      act(dialog.row, { classification, determination }, 'is classified', (target) =>
        how.classify(target, verdict),
      );
    else
      act(dialog.row, { classification, determination, status: 'resolved' }, 'is resolved', (target) =>
        how.resolve(target, verdict),
      );
  };
  return { dialog, submit, close: () => setDialog(null) };
}

/** The version that a command says it made. */
const versionOf = (data: unknown): number | null =>
  typeof data === 'object' && data !== null && 'version' in data && typeof data.version === 'number'
    ? data.version
    : null;
