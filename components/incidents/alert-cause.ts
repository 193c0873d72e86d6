import type { IncidentAlert } from '@/lib/domain/views/alert';

const CAUSE: Readonly<Record<string, string>> = {
  opened: 'It opened this incident.',
  linked: 'It was linked to this incident.',
  merged: 'It came with a merge.',
  moved: 'A person moved it here.',
  unmerged: 'It came back when a merge was undone.',
};

/** How an alert came into its incident. A link is told at the later of its two alerts: the earlier one says so. */
export function causeOf({ cause, links }: Pick<IncidentAlert, 'cause' | 'links'>): string {
  if (cause === 'linked' && links.length === 0) return 'It came with a later alert that is linked to it.';
  return CAUSE[cause ?? ''] ?? 'How it came here was not recorded.';
}
