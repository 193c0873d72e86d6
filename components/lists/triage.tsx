'use client';
import type { ReactNode } from 'react';
import { reached } from '@/components/ui/on-reach';
import type { Person } from '@/lib/domain/views/incident';
import type { ListKind } from './list-kind';
import type { RowContext } from './scroll-list';
import { type Decidable, type TriageKind, useTriage } from './use-triage';

const VerdictDialog = reached(() => import('./verdict-dialog').then((module) => module.VerdictDialog));

export interface TriageProps<R extends Decidable> {
  readonly kind: ListKind<R>;
  readonly how: TriageKind<R>;
  readonly context: RowContext<R>;
  readonly me: Person;
  /** What a row is about, and what follows when it is resolved. */
  readonly describe: (row: R) => string;
  readonly follows: (row: R) => ReactNode;
}

/** Decides about the row that the keys act on, without leaving the list. */
export function Triage<R extends Decidable>({ kind, how, context, me, describe, follows }: TriageProps<R>) {
  const { refocus, ...rest } = context;
  const triage = useTriage({ kind, how, me, ...rest });
  if (triage.dialog === null) return null;
  const { mode, row } = triage.dialog;
  return (
    <VerdictDialog
      mode={mode}
      name={kind.nameOf(row)}
      about={describe(row)}
      given={row}
      follows={follows(row)}
      onSubmit={(verdict) => {
        triage.submit(verdict);
        refocus();
      }}
      onClose={() => {
        triage.close();
        refocus();
      }}
    />
  );
}
