import type { EntityType } from '@/lib/domain/entity';

export interface ProcessDetailProps {
  readonly type: EntityType;
  readonly detail: string | null;
}

/** Processes of one name are told apart by their id; the command is on hover. */
export function ProcessDetail({ type, detail }: ProcessDetailProps) {
  if (type !== 'process' || detail === null) return null;
  return (
    <span className="min-w-0 max-w-40 truncate text-faint" title={detail}>
      {detail.split(' · ')[0]}
    </span>
  );
}
