import { Bell, Layers, ShieldAlert } from 'lucide-react';
import { EntityIcon } from '@/components/incidents/entity-icon';
import { cx } from '@/components/ui/cx';
import type { Severity } from '@/lib/domain/severity';
import { ROLE_GROUP_CLASS } from '../roles';
import type { DisplayNode } from './display';

const SEVERITY_MARK: Readonly<Record<Severity, string>> = {
  informational: 'bg-info-mark',
  low: 'bg-low-mark',
  medium: 'bg-medium-mark',
  high: 'bg-high-mark',
};

/** The coloured square: severity of alerts and incidents, the part that an entity plays. */
export function NodeMark({
  node,
  className = 'ml-2',
}: {
  readonly node: DisplayNode;
  readonly className?: string;
}) {
  const { thing, of } = node;
  if (of === 'alert' || of === 'incident') {
    const severity = thing?.kind === 'alert' || thing?.kind === 'incident' ? thing.severity : null;
    const Icon = of === 'alert' ? Bell : ShieldAlert;
    return (
      <span
        className={cx(
          'relative flex size-7 shrink-0 items-center justify-center rounded-sm bg-neutral-bg text-neutral-fg',
          className,
        )}
      >
        {severity === null ? null : (
          <span
            aria-hidden="true"
            className={cx('absolute inset-y-0 left-0 w-1 rounded-l-sm', SEVERITY_MARK[severity])}
          />
        )}
        <Icon className="size-4" aria-hidden="true" />
      </span>
    );
  }
  return (
    <span
      className={cx(
        'flex size-7 shrink-0 items-center justify-center rounded-sm',
        ROLE_GROUP_CLASS[node.role ?? 'other'],
        className,
      )}
    >
      {node.count > 1 ? (
        <Layers className="size-4" aria-hidden="true" />
      ) : (
        <EntityIcon type={of} className="size-4" />
      )}
    </span>
  );
}
