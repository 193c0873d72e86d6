import { ExternalLink } from 'lucide-react';
import { techniqueOf } from '@/lib/domain/attack';

/** ATT&CK techniques by name, each a link to its own page. */
export function Techniques({ ids }: { readonly ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <ul aria-label="ATT&CK techniques" className="flex flex-wrap gap-1.5">
      {ids.map(techniqueOf).map(({ id, name, url }) => {
        const words = (
          <>
            <span className="font-mono">{id}</span>
            {name === null ? null : <span className="truncate">{name}</span>}
          </>
        );
        const look =
          'inline-flex h-6 max-w-full items-center gap-1.5 rounded-sm border bg-sunken px-1.5 text-2xs text-muted';
        return (
          <li key={id} className="max-w-full">
            {url === null ? (
              <span className={look}>{words}</span>
            ) : (
              <a
                href={url}
                target="_blank"
                rel="noreferrer noopener"
                className={`${look} hover:border-line-strong hover:text-text`}
              >
                {words}
                <ExternalLink className="size-3 shrink-0" aria-hidden="true" />
                <span className="sr-only">, at MITRE</span>
              </a>
            )}
          </li>
        );
      })}
    </ul>
  );
}
