import { z } from 'zod';
import { EVIDENCE_VERDICTS } from './entity';

const id = z.string().min(1).max(200);

/** `seen` is the verdict that the person was shown: theirs is refused over another one. */
export const verdictInput = z.object({
  incidentId: id,
  entityId: id,
  verdict: z.enum(EVIDENCE_VERDICTS),
  seen: z.enum(EVIDENCE_VERDICTS),
});

export type VerdictInput = z.infer<typeof verdictInput>;
