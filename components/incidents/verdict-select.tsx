'use client';
import { setVerdictAction } from '@/lib/actions/evidence';
import { useCommand } from '@/lib/client/use-command';
import { EVIDENCE_VERDICTS } from '@/lib/domain/entity';
import type { IncidentEntity } from '@/lib/domain/views/incident';
import { VERDICT_LABEL } from '@/lib/domain/views/labels';
import { SmallSelect } from './small-select';

export interface VerdictSelectProps {
  readonly incidentId: string;
  readonly entity: Pick<IncidentEntity, 'entityId' | 'name' | 'verdict'>;
}

/** Judges evidence; the verdict holds for all alerts of the incident and is saved at once. */
export function VerdictSelect({ incidentId, entity }: VerdictSelectProps) {
  const { run, isPending, error } = useCommand();
  const { entityId, name, verdict: seen } = entity;
  return (
    <span aria-busy={isPending} className="inline-flex flex-col">
      <SmallSelect
        label={`Verdict on ${name}`}
        value={seen}
        options={EVIDENCE_VERDICTS.map((value) => ({ value, label: VERDICT_LABEL[value] }))}
        onChange={(value) => {
          const verdict = EVIDENCE_VERDICTS.find((known) => known === value);
          if (verdict) void run(() => setVerdictAction({ incidentId, entityId, verdict, seen }));
        }}
      />
      {error === null ? null : (
        <span role="alert" className="whitespace-normal text-high-fg text-xs">
          {error}
        </span>
      )}
    </span>
  );
}
