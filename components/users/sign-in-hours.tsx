'use client';
import { HeatStrip } from '@/components/charts/heat-strip';
import { FacetState } from '@/components/entities/facet-state';
import { Card } from '@/components/ui/card';
import { zonedTime } from '@/components/ui/time-format';
import { useTimeZone } from '@/components/ui/time-text';
import type { FacetAnswer, FacetRow } from '@/lib/domain/views/facet';
import { hoursOfWeek } from './hours';

export interface SignInHoursProps {
  readonly answer: FacetAnswer;
  readonly href: string;
  readonly allHref: string;
}

/** When a person signs in: hours of the week in the reader's own zone. */
export function SignInHours({ answer, href, allHref }: SignInHoursProps) {
  const zone = useTimeZone();
  const { offset } = zonedTime(new Date('failed' in answer ? 0 : answer.to), zone);
  return (
    <Card
      title="When"
      description={`Hours of the week in ${zone}${offset === zone ? '' : ` (${offset})`}`}
      flush
    >
      <FacetState answer={answer} empty="No sign-in in this time." href={href} allHref={allHref}>
        {({ groups }) => <Strip groups={groups} zone={zone} />}
      </FacetState>
    </Card>
  );
}

function Strip({ groups, zone }: { readonly groups: readonly FacetRow[]; readonly zone: string }) {
  return (
    <div className="p-4">
      <HeatStrip label="Sign-ins by hour and weekday" what="sign-ins" cells={hoursOfWeek(groups, zone)} />
    </div>
  );
}
