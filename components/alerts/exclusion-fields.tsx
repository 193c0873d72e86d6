'use client';
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Field, Input, Select } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { exclusionPreviewQuery } from '@/lib/client/alerts-query';
import { EXCLUSION_DAYS } from '@/lib/domain/exclusion';
import { type ConditionOfferView, conditionWords, type ExclusionPreview } from '@/lib/domain/views/exclusion';
import { humanize } from '@/lib/domain/views/labels';
import type { ExclusionDraft } from './exclusion-draft';
import { ExclusionImpact } from './exclusion-impact';

export interface ExclusionFieldsProps {
  readonly alertId: string;
  readonly draft: ExclusionDraft;
  readonly onChange: (draft: ExclusionDraft) => void;
}

/**
 * Offers the narrowest exclusion that would have kept the alert quiet, with what it would have done to the alerts of
 * the last days. Taking a condition away makes it wider; the numbers follow before anything is saved.
 */
export function ExclusionFields({ alertId, draft, onChange }: ExclusionFieldsProps) {
  const asked = draft.keys.length > 0 ? draft.keys : null;
  const { data, isError, isPlaceholderData } = useQuery(exclusionPreviewQuery(alertId, asked));
  const chosen = draft.keys.length > 0 ? draft.keys : (data?.chosen ?? []);
  return (
    <section aria-label="Exclusion" className="rounded-md border p-3">
      <Checkbox
        label={<span className="font-medium">Keep quiet about this from now on</span>}
        hint="This detector no longer speaks where all of the conditions below hold."
        checked={draft.isOn}
        disabled={!data || data.offers.length === 0}
        onChange={(event) => onChange({ ...draft, isOn: event.target.checked, keys: chosen })}
      />
      {isError ? (
        <p role="alert" className="mt-2 text-high-fg text-xs">
          What it would have kept quiet could not be computed just now.
        </p>
      ) : data === undefined ? (
        <Skeleton className="mt-3 h-32" />
      ) : data.offers.length === 0 ? (
        <p className="mt-2 text-muted">
          This alert names nothing that would be met again: there is nothing to exclude.
        </p>
      ) : (
        <div className="mt-3 flex flex-col gap-3">
          <Conditions preview={data} chosen={chosen} onChange={(keys) => onChange({ ...draft, keys })} />
          <ExclusionImpact preview={data} isStale={isPlaceholderData} />
          {draft.isOn ? <Terms draft={draft} onChange={onChange} /> : null}
        </div>
      )}
    </section>
  );
}

interface ConditionsProps {
  readonly preview: ExclusionPreview;
  readonly chosen: readonly string[];
  readonly onChange: (keys: readonly string[]) => void;
}

function Conditions({ preview, chosen, onChange }: ConditionsProps) {
  const toggle = (key: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, key] : chosen.filter((other) => other !== key));
  const optional = preview.offers.filter(({ key, required }) => !required && chosen.includes(key)).length;
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium text-xs">Where all of this holds</legend>
      {preview.offers.map((offer) => {
        const isOn = chosen.includes(offer.key) || offer.required;
        return (
          <Checkbox
            key={offer.key}
            checked={isOn}
            disabled={offer.required || (isOn && optional === 1)}
            onChange={(event) => toggle(offer.key, event.target.checked)}
            label={<OfferLabel offer={offer} />}
          />
        );
      })}
    </fieldset>
  );
}

function OfferLabel({ offer }: { readonly offer: ConditionOfferView }) {
  const { label, value } = conditionWords(offer.condition);
  return (
    <>
      <span className="text-muted text-xs">
        {label}
        {offer.role === null || offer.role === 'unknown' ? '' : `, ${humanize(offer.role).toLowerCase()}`}
      </span>{' '}
      <code className="break-all font-mono text-xs">{value}</code>
    </>
  );
}

function Terms({ draft, onChange }: Pick<ExclusionFieldsProps, 'draft' | 'onChange'>) {
  return (
    <div className="grid gap-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <Field label="Ends after">
        {(state) => (
          <Select
            {...state}
            value={draft.days ?? ''}
            options={EXCLUSION_DAYS.map((days) => ({
              value: days === null ? '' : String(days),
              label: days === null ? 'Never' : `${days} days`,
            }))}
            onChange={(event) =>
              onChange({ ...draft, days: event.target.value === '' ? null : Number(event.target.value) })
            }
          />
        )}
      </Field>
      <Field label="Reason">
        {(state) => (
          <Input
            {...state}
            value={draft.reason}
            required
            maxLength={1_000}
            onChange={(event) => onChange({ ...draft, reason: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
