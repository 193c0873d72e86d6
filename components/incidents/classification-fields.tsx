'use client';
import { Field, Select } from '@/components/ui/field';
import {
  CLASSIFICATIONS,
  type Classification,
  DETERMINATIONS_OF,
  type Determination,
} from '@/lib/domain/alert';
import { CLASSIFICATION_LABEL, DETERMINATION_LABEL } from '@/lib/domain/views/labels';

export interface Verdict {
  readonly classification: Classification;
  readonly determination: Determination;
}

export interface ClassificationFieldsProps extends Verdict {
  readonly disabled?: boolean;
  readonly onChange: (verdict: Verdict) => void;
}

/** Classification, then the determinations that it offers. */
export function ClassificationFields({
  classification,
  determination,
  disabled,
  onChange,
}: ClassificationFieldsProps) {
  const offered: readonly Determination[] = DETERMINATIONS_OF[classification];
  return (
    <>
      <Field label="Classification">
        {(state) => (
          <Select
            {...state}
            value={classification}
            disabled={disabled ?? false}
            options={CLASSIFICATIONS.map((value) => ({ value, label: CLASSIFICATION_LABEL[value] }))}
            onChange={(event) => {
              const next = CLASSIFICATIONS.find((value) => value === event.target.value);
              if (next) onChange({ classification: next, determination: 'unknown' });
            }}
          />
        )}
      </Field>
      {offered.length === 0 ? null : (
        <Field label="Determination">
          {(state) => (
            <Select
              {...state}
              value={determination}
              disabled={disabled ?? false}
              options={(['unknown', ...offered] as const).map((value) => ({
                value,
                label: DETERMINATION_LABEL[value],
              }))}
              onChange={(event) => {
                const next = offered.find((value) => value === event.target.value) ?? 'unknown';
                onChange({ classification, determination: next });
              }}
            />
          )}
        </Field>
      )}
    </>
  );
}
