import Link from 'next/link';
import { EntityIcon } from '@/components/incidents/entity-icon';
import type { EntityType } from '@/lib/domain/entity';
import { ENTITY_TYPE_LABEL } from '@/lib/domain/views/labels';

export interface EntityLinkProps {
  readonly entityId: string;
  readonly type: EntityType;
  readonly name: string;
  /** A device without its DNS suffix, for one-line places; the whole name is on hover. */
  readonly brief?: boolean;
}

/** Where an entity's own page is: accounts have the user page. */
export const entityHref = (type: EntityType, id: string): string =>
  type === 'account' ? `/users/${encodeURIComponent(id)}` : `/entities/${encodeURIComponent(id)}`;

/** `lf-dc01.larkfield.example` → `lf-dc01`; an address and everything that is no device stays whole. */
const briefName = (type: EntityType, name: string): string =>
  type === 'host' && !/^[\d.:]+$/.test(name) ? (name.split('.')[0] ?? name) : name;

/** An entity by name, with the icon of its type, as a link to its page. */
export function EntityLink({ entityId, type, name, brief = false }: EntityLinkProps) {
  return (
    <Link
      href={entityHref(type, entityId)}
      prefetch={false}
      className="inline-flex max-w-full items-center gap-1 hover:underline"
      title={`${ENTITY_TYPE_LABEL[type]}: ${name}`}
    >
      <EntityIcon type={type} className="size-3.5 text-muted" />
      <span className="truncate">{brief ? briefName(type, name) : name}</span>
      <span className="sr-only">, {ENTITY_TYPE_LABEL[type]}</span>
    </Link>
  );
}

/**
 * A thing by the name that a row of telemetry has for it, as a link to its page: the name stands in for an id, and the
 * page finds out whether it is known.
 */
export function NamedEntityLink({ type, name }: Pick<EntityLinkProps, 'type' | 'name'>) {
  return <EntityLink entityId={`${type}:${name}`} type={type} name={name} />;
}
