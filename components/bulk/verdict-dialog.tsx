'use client';
import { useState } from 'react';
import { ClassificationFields, type Verdict } from '@/components/incidents/classification-fields';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import type { JobTarget } from '@/lib/domain/job-states';
import { COMMENT_LIMIT } from '@/lib/domain/limits';
import { countOf, type SelectionView } from '@/lib/domain/views/jobs';
import { CLASSIFICATION_LABEL, INCIDENT_STATUS_LABEL } from '@/lib/domain/views/labels';
import type { StartJob } from './use-start-job';

export interface ManyDialogProps {
  readonly target: JobTarget;
  readonly view: SelectionView;
  readonly job: StartJob;
  readonly onClose: () => void;
}

/** Asks for the classification of a whole selection, and says what it is now and what follows. */
export function VerdictDialog({
  target,
  view,
  job,
  what,
  onClose,
}: ManyDialogProps & { readonly what: 'resolve' | 'classify' }) {
  const [verdict, setVerdict] = useState<Verdict>({ classification: 'unknown', determination: 'unknown' });
  const [comment, setComment] = useState('');
  const resolves = what === 'resolve';
  const count = resolves ? openOf(view) : view.count;
  const title = `${resolves ? 'Resolve' : 'Classify'} ${countOf(count, target)}`;
  const start = () =>
    job.start(resolves ? { do: 'resolve', ...verdict, comment } : { do: 'classify', ...verdict });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={job.pending}
            disabled={resolves && verdict.classification === 'unknown'}
            onClick={() => void start()}
          >
            {title}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {job.error === null ? null : (
          <Banner tone="error" live>
            {job.error}
          </Banner>
        )}
        <ClassificationFields {...verdict} onChange={setVerdict} disabled={job.pending} />
        {resolves ? (
          <Field label="Comment" hint="Kept with each of them as its resolving comment.">
            {(state) => (
              <Textarea
                {...state}
                maxLength={COMMENT_LIMIT}
                value={comment}
                onChange={(event) => setComment(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <ul className="list-disc pl-5 text-muted text-xs">
          <li>{resolves ? `Now: ${statusText(view)}.` : `Now: ${classificationText(view)}.`}</li>
          {resolves ? <Consequences view={view} verdict={verdict} /> : null}
          <li>It runs in the background, can be stopped, and can be undone for 30 days.</li>
        </ul>
      </div>
    </Dialog>
  );
}

function Consequences({ view, verdict }: { readonly view: SelectionView; readonly verdict: Verdict }) {
  const isBenign =
    verdict.classification === 'falsePositive' || verdict.classification === 'informationalExpectedActivity';
  return (
    <>
      <li>
        {countOf(view.openAlerts, 'alert')} of theirs that {view.openAlerts === 1 ? 'is' : 'are'} open will be
        resolved; those without a classification of their own get this one.
      </li>
      <li>
        {isBenign
          ? 'Risk detections linked to these alerts are dismissed, and the users concerned are assessed again.'
          : 'Risk detections and the risk of users stay as they are.'}
      </li>
    </>
  );
}

const openOf = (view: SelectionView): number =>
  view.count - (view.status.resolved ?? 0) - (view.status.redirected ?? 0);

const listed = (counts: Readonly<Record<string, number>>, labels: Readonly<Record<string, string>>): string =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([value, count]) => `${count.toLocaleString('en')} ${(labels[value] ?? value).toLowerCase()}`)
    .join(', ');

const statusText = (view: SelectionView): string => listed(view.status, INCIDENT_STATUS_LABEL);
const classificationText = (view: SelectionView): string => listed(view.classification, CLASSIFICATION_LABEL);
