import Link from 'next/link';
import { type MapMark, type MapShape, WorldMap } from '@/components/charts/world-map';
import { FacetState } from '@/components/entities/facet-state';
import { Card } from '@/components/ui/card';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import type { FacetAnswer, FacetRow } from '@/lib/domain/views/facet';

export interface SignInPlacesProps {
  readonly answer: FacetAnswer;
  /** The place that the rows below are narrowed to: `SE/Gothenburg`. */
  readonly place: string;
  readonly href: string;
  readonly allHref: string;
  readonly hrefOf: (place: string) => string;
}

const LEGEND: readonly { readonly shape: MapShape; readonly label: string }[] = [
  { shape: 'circle', label: 'Signed in' },
  { shape: 'triangle', label: 'Failed only' },
  { shape: 'diamond', label: 'Risky' },
];

/** Country and city as the filter of the rows writes them; null where the address has no place. */
const placeOf = ({ name, detail }: FacetRow): string | null =>
  name === '?' ? null : detail === null ? name : `${name}/${detail}`;
const nameOf = ({ name, detail }: FacetRow): string =>
  name === '?' ? 'Unknown place' : detail === null ? name : `${detail}, ${name}`;
const shapeOf = ({ risky, failed, count }: FacetRow): MapShape =>
  risky > 0 ? 'diamond' : failed === count ? 'triangle' : 'circle';

/** From where a person signs in: a map, and the same as a table. Each place narrows the rows below to it. */
export function SignInPlaces({ answer, place, href, allHref, hrefOf }: SignInPlacesProps) {
  return (
    <Card title="Where" description="Every place leads to its sign-ins" flush>
      <FacetState answer={answer} empty="No sign-in in this time." href={href} allHref={allHref}>
        {({ groups, total }) => (
          <div className="grid items-start gap-4 p-4 md:grid-cols-2">
            <WorldMap
              label="Sign-ins on a map"
              legend={LEGEND}
              marks={groups.flatMap((row) => markOf(row, hrefOf))}
            />
            <div className="min-w-0">
              <PlaceTable groups={groups} place={place} hrefOf={hrefOf} />
              {total > groups.length ? (
                <p className="pt-2 text-muted text-xs">
                  The {groups.length} most frequent of {total.toLocaleString('en')} places.
                </p>
              ) : null}
            </div>
          </div>
        )}
      </FacetState>
    </Card>
  );
}

function markOf(row: FacetRow, hrefOf: (place: string) => string): readonly MapMark[] {
  const place = placeOf(row);
  if (place === null || row.latitude === null || row.longitude === null) return [];
  const { latitude, longitude, count } = row;
  const label = `${nameOf(row)}: ${wordsOf(row)}`;
  return [{ id: place, latitude, longitude, count, shape: shapeOf(row), label, href: hrefOf(place) }];
}

function wordsOf({ count, failed, risky }: FacetRow): string {
  const parts = [`${count.toLocaleString('en')} ${count === 1 ? 'sign-in' : 'sign-ins'}`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (risky > 0) parts.push(`${risky} risky`);
  return parts.join(', ');
}

interface PlaceTableProps {
  readonly groups: readonly FacetRow[];
  readonly place: string;
  readonly hrefOf: (place: string) => string;
}

function PlaceTable({ groups, place, hrefOf }: PlaceTableProps) {
  return (
    <Table label="Places" fixed className="max-h-80">
      <THead>
        <TH>Place</TH>
        <TH className="w-18 text-right">Sign-ins</TH>
        <TH className="w-15 text-right">Failed</TH>
        <TH className="w-15 text-right">Risky</TH>
        <TH className="hidden w-28 @md:table-cell">Last</TH>
      </THead>
      <tbody>
        {groups.map((row) => {
          const own = placeOf(row);
          return (
            <TR key={`${row.name} ${row.detail}`} selected={own !== null && own === place}>
              <TD className="truncate">
                {own === null ? (
                  nameOf(row)
                ) : (
                  <Link
                    href={hrefOf(own === place ? '' : own)}
                    scroll={false}
                    prefetch={false}
                    data-row-link
                    aria-current={own === place ? 'true' : undefined}
                    className="font-medium hover:underline"
                  >
                    {nameOf(row)}
                  </Link>
                )}
              </TD>
              <TD className="text-right">
                {row.count.toLocaleString('en')}
                <span className="sm:hidden"> sign-ins</span>
              </TD>
              <TD className={row.failed === 0 ? 'text-right text-faint max-sm:hidden' : 'text-right'}>
                {row.failed}
                <span className="sm:hidden"> failed</span>
              </TD>
              <TD className={row.risky === 0 ? 'text-right text-faint max-sm:hidden' : 'text-right'}>
                {row.risky}
                <span className="sm:hidden"> risky</span>
              </TD>
              <TD className="hidden text-muted text-xs @md:table-cell">
                <TimeText value={row.last} format="compact" />
              </TD>
            </TR>
          );
        })}
      </tbody>
    </Table>
  );
}
