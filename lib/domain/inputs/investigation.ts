import { z } from 'zod';
import { ENTITY_TYPES } from '../entity';
import { isExpandKind, isLakeKind, LAKE_KINDS, MAX_THINGS, MAX_TIES } from '../investigation';
import { SEVERITIES } from '../severity';

/** What requests about the investigation graph carry, and a graph as it is kept. */

const nodeId = z.string().min(7).max(600);
const text = z.string().max(2_000);
const moment = z.number().min(-6e13).max(6e13);

const thing = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('incident'),
    id: nodeId,
    label: text,
    number: z.number().int(),
    severity: z.enum(SEVERITIES),
    status: z.string().max(40),
    at: moment,
  }),
  z.object({
    kind: z.literal('alert'),
    id: nodeId,
    label: text,
    severity: z.enum(SEVERITIES),
    status: z.string().max(40),
    at: moment,
  }),
  z.object({
    kind: z.literal('entity'),
    id: nodeId,
    label: text,
    type: z.enum(ENTITY_TYPES),
    hub: z.boolean(),
    /** Distinct accounts and devices that the baseline of its newest alert saw it with. */
    touches: z.number().int().nullable(),
    /** What tells it from others of its name: a process's command line, a message's subject, an address's country. */
    hint: text.nullable(),
  }),
  z.object({ kind: z.literal('seen'), id: nodeId, label: text, type: z.enum(ENTITY_TYPES), value: text }),
]);
export type Thing = z.infer<typeof thing>;

const tie = z.object({
  id: z.string().max(1_300),
  source: nodeId,
  target: nodeId,
  /** What holds the two together: a role (`role:attacker`), `member`, `linked`, `with`, or a question of the lake. */
  what: z.string().max(60),
  /** Rows or alerts that say so. */
  count: z.number().int().min(1),
  first: moment,
  last: moment,
  /** Score of a link between two alerts. */
  score: z.number().optional(),
});
export type Tie = z.infer<typeof tie>;

const place = z.object({ x: z.number().min(-1e6).max(1e6), y: z.number().min(-1e6).max(1e6) });
export type Place = z.infer<typeof place>;

const fold = z.object({
  id: nodeId,
  /** What its members are, for the label: "37 IP addresses". */
  of: z.enum(['alert', 'incident', ...ENTITY_TYPES]),
  members: z.array(nodeId).min(1).max(MAX_THINGS),
});
export type Fold = z.infer<typeof fold>;

/** What was done to come here, as the address carries it: `e` expand, `o` open a fold, `h` hide. */
const step = z.object({
  verb: z.enum(['e', 'o', 'h']),
  node: nodeId,
  kind: z.string().max(40).default(''),
});
export type Step = z.infer<typeof step>;

/** A graph as it is kept. */
export const graphDocument = z.object({
  format: z.literal(1),
  things: z.array(thing).min(1).max(MAX_THINGS),
  /** Their ids follow from what they hold: `tieId`. */
  ties: z.array(tie.omit({ id: true })).max(MAX_TIES),
  folds: z.array(fold).max(MAX_THINGS),
  places: z.record(nodeId, place),
  pinned: z.array(nodeId).max(MAX_THINGS),
  hidden: z.array(nodeId).max(MAX_THINGS),
  notes: z.record(nodeId, z.string().max(500)),
  range: z.object({ since: moment, until: moment }).nullable(),
});
export type GraphDocument = z.infer<typeof graphDocument>;

const rangeFields = { since: moment.optional(), until: moment.optional() };

export const expandInput = z.object({
  node: nodeId,
  kind: z.string().refine(isExpandKind, 'is not something a thing can be expanded by'),
  ...rangeFields,
  /** What the graph holds already: ties between it and what comes are found, too. */
  known: z.array(nodeId).max(MAX_THINGS).default([]),
});
export type ExpandInput = z.output<typeof expandInput>;

export const countInput = z.object({
  node: nodeId,
  since: z.coerce.number().optional(),
  until: z.coerce.number().optional(),
  /** Questions to the lake that are counted, by name and comma; all of the thing's where absent. */
  only: z
    .string()
    .max(1_000)
    .transform((names) => names.split(',').filter(isLakeKind))
    .optional(),
});

export const tieRowsInput = z.object({
  source: nodeId,
  target: nodeId,
  kind: z.enum(LAKE_KINDS),
  since: z.coerce.number(),
  until: z.coerce.number(),
});

export const pathInput = z.object({
  from: nodeId,
  to: nodeId,
  /** Also through entities that touch so many that sharing them says little. */
  hubs: z.enum(['0', '1']).default('0'),
});

const name = z.string().trim().min(1, 'Give it a name.').max(200);
const id = z.string().min(1).max(200);
export const saveGraphInput = z.object({
  /** Absent for a new graph. */
  target: z.object({ id, version: z.number().int().min(1) }).optional(),
  name,
  isShared: z.boolean(),
  incidentId: id.nullable(),
  document: graphDocument,
});
export type SaveGraphInput = z.output<typeof saveGraphInput>;
export const deleteGraphInput = z.object({ id, version: z.number().int().min(1) });
