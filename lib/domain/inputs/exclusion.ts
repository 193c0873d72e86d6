import { z } from 'zod';
import { ENTITY_TYPES, IDENTIFIER_KINDS } from '../entity';

const identifier = z.object({ kind: z.enum(IDENTIFIER_KINDS), value: z.string().min(1) });

/**
 * One thing that must be so for an exclusion to match. An entity is met when the event or the signal's evidence names
 * it by any of its identifiers; a process by what it is, since its own identifiers name one run of it.
 */
const condition = z.discriminatedUnion('on', [
  z.object({
    on: z.literal('entity'),
    type: z.enum(ENTITY_TYPES),
    name: z.string(),
    /** Null where a person typed an identifier that no entity was known by. */
    entityId: z.string().nullable(),
    identifiers: z.array(identifier).min(1),
  }),
  z.object({ on: z.literal('process'), property: z.enum(['commandLine', 'path']), value: z.string().min(1) }),
  z.object({ on: z.literal('title'), value: z.string().min(1) }),
]);
export type ExclusionCondition = z.infer<typeof condition>;

/** As stored: all of them must hold. None would silence the detector altogether, so none is no exclusion. */
export const exclusionConditions = z.array(condition).min(1).max(50);
