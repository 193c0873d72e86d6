'use client';
import { useState } from 'react';
import { ClassificationFields, type Verdict } from '@/components/incidents/classification-fields';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { closeAlert } from '@/lib/actions/alerts';
import { useCommand } from '@/lib/client/use-command';
import { COMMENT_LIMIT } from '@/lib/domain/limits';
import type { AlertDetail } from '@/lib/domain/views/alert';
import { NO_EXCLUSION } from './exclusion-draft';
import { ExclusionFields } from './exclusion-fields';

export interface CloseDialogProps {
  readonly alert: AlertDetail;
  /** Resolves it too. */
  readonly resolve: boolean;
  readonly canExclude: boolean;
  readonly onClose: () => void;
}

/** Says what an alert was. For one that was false or expected it offers to keep quiet about the same from now on. */
export function CloseDialog({ alert, resolve, canExclude, onClose }: CloseDialogProps) {
  const { run, isPending, error } = useCommand();
  const [verdict, setVerdict] = useState<Verdict>(alert);
  const [comment, setComment] = useState('');
  const [draft, setDraft] = useState(NO_EXCLUSION);
  const isBenign =
    verdict.classification === 'falsePositive' || verdict.classification === 'informationalExpectedActivity';
  const excludes = isBenign && canExclude && draft.isOn;
  const isReady =
    (verdict.classification !== 'unknown' || !resolve) &&
    (!excludes || (draft.keys.length > 0 && draft.reason.trim() !== ''));
  const save = async () => {
    const { classification, determination } = verdict;
    const { keys, days, reason } = draft;
    const input = {
      id: alert.id,
      version: alert.version,
      resolve,
      classification,
      determination,
      comment,
      exclusion: excludes ? { keys: [...keys], days, reason } : null,
    };
    if (await run(() => closeAlert(input))) onClose();
  };
  return (
    <Dialog
      open
      width="lg"
      onOpenChange={(open) => !open && onClose()}
      title={resolve ? 'Resolve alert' : 'Classify alert'}
      description={alert.title}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" pending={isPending} disabled={!isReady} onClick={() => void save()}>
            {resolve ? 'Resolve alert' : 'Classify alert'}
            {excludes ? ' and exclude' : ''}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {error === null ? null : (
          <Banner tone="error" live>
            {error}
          </Banner>
        )}
        <div className="grid gap-3 sm:grid-cols-2">
          <ClassificationFields {...verdict} onChange={setVerdict} disabled={isPending} />
        </div>
        <Field label="Comment">
          {(state) => (
            <Textarea
              {...state}
              className="min-h-14"
              maxLength={COMMENT_LIMIT}
              value={comment}
              onChange={(event) => setComment(event.target.value)}
            />
          )}
        </Field>
        {resolve || alert.status === 'resolved' ? (
          <p className="text-muted text-xs">
            {isBenign
              ? 'Risk detections behind this alert are dismissed, and the users concerned are assessed again.'
              : 'Risk detections and the risk of users stay as they are.'}
          </p>
        ) : null}
        {isBenign && canExclude ? (
          <ExclusionFields alertId={alert.id} draft={draft} onChange={setDraft} />
        ) : null}
      </div>
    </Dialog>
  );
}
