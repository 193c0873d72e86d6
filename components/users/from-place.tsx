import { NamedEntityLink } from '@/components/entities/entity-link';

export interface FromPlaceProps {
  readonly ipAddress: string | null;
  /** `Berlin, DE` */
  readonly place: string | null;
}

/** Where something came from: the address as a link to its page, and where that is. */
export function FromPlace({ ipAddress, place }: FromPlaceProps) {
  if (ipAddress === null) return <>{place ?? '–'}</>;
  return (
    <span className="inline-flex max-w-full flex-wrap items-center gap-x-1.5">
      <NamedEntityLink type="ip" name={ipAddress} />
      {place === null ? null : <span className="text-muted">{place}</span>}
    </span>
  );
}
