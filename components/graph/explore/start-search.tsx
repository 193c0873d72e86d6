'use client';
import { useQuery } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import Link from 'next/link';
import { useDeferredValue, useState } from 'react';
import { EntityIcon } from '@/components/incidents/entity-icon';
import { Input } from '@/components/ui/field';
import { graphHref } from '@/lib/client/investigation';
import { findStartQuery } from '@/lib/client/investigation-query';
import { ENTITY_TYPE_LABEL } from '@/lib/domain/views/labels';

/** Finds the incident or entity that a graph begins at. */
export function StartSearch() {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const { data, error, isFetching } = useQuery(findStartQuery(wanted));
  return (
    <search className="flex flex-col gap-2" aria-busy={isFetching}>
      <Input
        type="search"
        aria-label="Incident or entity"
        placeholder="Incident number or name; person, device, address, app …"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {error ? (
        <p role="alert" className="text-high-fg">
          {error.message}
        </p>
      ) : null}
      {data?.length === 0 ? (
        <p className="text-muted">
          Nothing is called that. Entities are found by name or by a whole identifier.
        </p>
      ) : null}
      <ul>
        {data?.map(({ node, label, type }) => (
          <li key={node}>
            <Link
              href={graphHref(node)}
              prefetch={false}
              className="flex min-h-8 items-center gap-2 rounded-sm px-2 hover:bg-hover"
            >
              {type === 'incident' ? (
                <ShieldAlert className="size-4 shrink-0 text-muted" aria-hidden="true" />
              ) : (
                <EntityIcon type={type} className="size-4 text-muted" />
              )}
              <span className="min-w-0 flex-1 truncate">{label}</span>
              <span className="text-muted text-xs">
                {type === 'incident' ? 'Incident' : ENTITY_TYPE_LABEL[type]}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {text.trim().length < 2 ? (
        <p className="text-muted text-xs">
          Or open an incident, an alert, a user or an entity, and choose “Open in graph” there.
        </p>
      ) : null}
    </search>
  );
}
