import { Segments } from '@/components/ui/segments';
import { FACET_RANGES, type FacetRange } from '@/lib/domain/views/facet';
import { RANGE_LABEL } from '@/lib/domain/views/labels';

export interface RangeLinksProps {
  readonly range: FacetRange;
  readonly hrefOf: (range: FacetRange) => string;
}

/** How far back the panels of this page count. */
export function RangeLinks({ range, hrefOf }: RangeLinksProps) {
  return (
    <Segments
      label="Time range"
      items={FACET_RANGES.map((value) => ({
        href: hrefOf(value),
        label: RANGE_LABEL[value],
        active: value === range,
      }))}
    />
  );
}
