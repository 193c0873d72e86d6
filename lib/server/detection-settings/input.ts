import { z } from 'zod';
import { SERVICE_SOURCES } from '@/lib/domain/alert';
import { DEFAULT_EXCLUSION_DAYS } from '@/lib/domain/exclusion';
import { SERVICE_LEVELS } from '@/lib/domain/service-level';
import { EXCLUSION_KINDS, type ExclusionKind } from '@/lib/domain/views/detection-settings';
import { DETECTORS } from '@/lib/engine/detection';
import { normalizeIdentifier } from '@/lib/engine/normalize';

const DETECTOR_IDS: ReadonlySet<string> = new Set(DETECTORS.map((detector) => detector.id));
const KINDS = Object.keys(EXCLUSION_KINDS) as [ExclusionKind, ...ExclusionKind[]];
const MAX_LIST = 500;

/** How long an exclusion holds; null: until somebody removes it. */
const exclusionDays = z.number().int().min(1).max(3_650).nullable();
const reasonText = z.string().trim().min(1, 'Say why.').max(1_000);

/** A new exclusion; its value comes out in the spelling that rows have. */
export const exclusionInput = z
  .object({
    detectorId: z.string().refine((id) => DETECTOR_IDS.has(id), 'Choose a detector.'),
    kind: z.enum(KINDS),
    value: z.string().trim().min(1, 'Enter a value.').max(500),
    reason: reasonText,
    days: exclusionDays.default(DEFAULT_EXCLUSION_DAYS),
  })
  .transform((input, context) => {
    const value = normalizeIdentifier(input.kind, input.value);
    if (value !== undefined) return { ...input, value };
    const { label, hint } = EXCLUSION_KINDS[input.kind];
    context.addIssue({
      code: 'custom',
      path: ['value'],
      message: `No row carries this as “${label}”. Expected: ${hint}`,
    });
    return z.NEVER;
  });

export const serviceLevelInput = z.object({
  source: z.enum(SERVICE_SOURCES),
  /** What the page showed: a change over another one is refused. */
  from: z.enum(SERVICE_LEVELS),
  to: z.enum(SERVICE_LEVELS),
});

const address = z.union([z.ipv4(), z.ipv6()]);
const block = z.union([z.cidrv4(), z.cidrv6()]);

/** Shortest prefixes that one organisation plausibly owns: `10.0.0.0/8`, and an IPv6 registry's block. */
const WIDEST = { v4: 8, v6: 16 } as const;

function isNetwork(text: string): boolean {
  if (address.safeParse(text).success) return true;
  if (!block.safeParse(text).success) return false;
  return Number(text.split('/')[1]) >= (text.includes(':') ? WIDEST.v6 : WIDEST.v4);
}

const LABELS = /^(?=.{1,253}$)[a-z0-9][a-z0-9_-]{0,62}(?:\.[a-z0-9][a-z0-9_-]{0,62})*$/;
const isDomain = (text: string): boolean => LABELS.test(text) && text.includes('.');

/** Lower case, no empty line, none twice; each bad line is named. */
const lines = (isValid: (text: string) => boolean, expected: string) =>
  z
    .array(z.string().max(300))
    .transform((items) => [...new Set(items.map((item) => item.trim().toLowerCase()).filter(Boolean))])
    .superRefine((items, context) => {
      const bad = items.filter((item) => !isValid(item));
      if (bad.length > 0)
        context.addIssue({ code: 'custom', message: `Not ${expected}: ${bad.slice(0, 5).join(', ')}` });
      if (items.length > MAX_LIST)
        context.addIssue({ code: 'custom', message: `At most ${MAX_LIST} lines.` });
    });

const networks = {
  corporateNetworks: lines(isNetwork, 'an address or a CIDR block (IPv4 from /8, IPv6 from /16)'),
  internalDomains: lines(isDomain, 'a mail domain'),
};
export const networksInput = z.object({
  ...networks,
  /** What the page showed. */
  from: z.object({ corporateNetworks: z.array(z.string()), internalDomains: z.array(z.string()) }),
});

export const mappingInput = z.object({
  domain: z
    .string()
    .trim()
    .toLowerCase()
    .refine((text) => LABELS.test(text), 'Enter an NT or DNS domain, such as CONTOSO.'),
  suffix: z
    .string()
    .trim()
    .toLowerCase()
    .transform((text) => text.replace(/^@/, ''))
    .refine(isDomain, 'Enter a UPN suffix, such as contoso.com.'),
});

export const hubPinInput = z.object({
  id: z.string().min(1).max(200),
  /** What the page showed. */
  from: z.enum(['hub', 'notHub']).nullable(),
  to: z.enum(['hub', 'notHub']).nullable(),
  reason: reasonText,
});
