import { EntityLink, type EntityLinkProps } from '@/components/entities/entity-link';
import { cx } from '@/components/ui/cx';
import { ENTITY_TYPE_LABEL } from '@/lib/domain/views/labels';

/**
 * The first entity in one line, on wide screens the second as well; the others are counted, their names are on hover and
 * read out. One name that can be read says more than two that are cut off.
 */
export function EntityChips({ entities }: { readonly entities: readonly EntityLinkProps[] }) {
  return (
    <div className="flex min-w-0 items-center gap-2 text-xs">
      {entities.slice(0, 2).map((entity, index) => (
        <span
          key={entity.entityId}
          className={cx('min-w-12 shrink-2 first:shrink', index === 0 ? 'flex' : 'hidden 2xl:flex')}
        >
          <EntityLink {...entity} brief />
        </span>
      ))}
      <More entities={entities.slice(1)} className="2xl:hidden" />
      <More entities={entities.slice(2)} className="hidden 2xl:inline" />
    </div>
  );
}

interface MoreProps {
  readonly entities: readonly EntityLinkProps[];
  readonly className: string;
}

function More({ entities, className }: MoreProps) {
  if (entities.length === 0) return null;
  const names = entities.map(({ type, name }) => `${ENTITY_TYPE_LABEL[type]} ${name}`);
  return (
    <span className={cx('shrink-0 text-muted', className)} title={names.join('\n')}>
      +{entities.length}
      <span className="sr-only">: {names.join(', ')}</span>
    </span>
  );
}
