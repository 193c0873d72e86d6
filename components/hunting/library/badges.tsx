import { type Tone, ToneBadge } from '@/components/ui/tone-badge';
import {
  QUERY_STATE_LABEL,
  type QueryState,
  RUN_OUTCOME_LABEL,
  type RunOutcome,
} from '@/lib/domain/hunting/library';
import type { RunOutcomeView } from '@/lib/domain/views/library';

const STATE_TONE: Readonly<Record<QueryState, Tone>> = {
  waiting: 'neutral',
  runs: 'success',
  unsupported: 'medium',
  unknownName: 'low',
  invalid: 'high',
  failed: 'high',
};

/** Whether a query can run. */
export function StateBadge({ state }: { readonly state: QueryState }) {
  return <ToneBadge tone={STATE_TONE[state]}>{QUERY_STATE_LABEL[state]}</ToneBadge>;
}

const OUTCOME_TONE: Readonly<Record<RunOutcome, Tone>> = {
  waiting: 'neutral',
  rows: 'accent',
  none: 'neutral',
  refused: 'medium',
  timeout: 'high',
  failed: 'high',
};

/** What came of a query in the last run. */
export function OutcomeBadge({ run }: { readonly run: RunOutcomeView }) {
  return <ToneBadge tone={OUTCOME_TONE[run.outcome]}>{outcomeWords(run)}</ToneBadge>;
}

/** `12 rows`, `1,000+ rows`, or what else came of it. */
const outcomeWords = ({ outcome, rows, isCut }: RunOutcomeView): string =>
  outcome === 'rows'
    ? `${rows.toLocaleString('en')}${isCut ? '+' : ''} ${rows === 1 && !isCut ? 'row' : 'rows'}`
    : RUN_OUTCOME_LABEL[outcome];

/** `0.4 s` */
export const took = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`);
