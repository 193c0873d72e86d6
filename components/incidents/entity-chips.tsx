import { ENTITY_TYPE_LABEL } from '@/lib/domain/views/labels';
import { EntityLink, type EntityLinkProps } from './entity-link';

const SHOWN = 2;

/** The first entities in one line, the others counted; their names are on hover and read out. */
export function EntityChips({ entities }: { readonly entities: readonly EntityLinkProps[] }) {
  const hidden = entities.slice(SHOWN);
  const names = hidden.map(({ type, name }) => `${ENTITY_TYPE_LABEL[type]} ${name}`);
  return (
    <div className="flex min-w-0 items-center gap-2 text-xs">
      {entities.slice(0, SHOWN).map((entity) => (
        <span key={entity.entityId} className="flex min-w-12 shrink first:shrink-[0.6]">
          <EntityLink {...entity} brief />
        </span>
      ))}
      {hidden.length > 0 ? (
        <span className="shrink-0 text-muted" title={names.join('\n')}>
          +{hidden.length}
          <span className="sr-only">: {names.join(', ')}</span>
        </span>
      ) : null}
    </div>
  );
}
