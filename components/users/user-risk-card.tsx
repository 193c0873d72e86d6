import { RiskLevelBadge, RiskStateBadge } from '@/components/incidents/badges';
import { Card } from '@/components/ui/card';
import { DefinitionList } from '@/components/ui/definition-list';
import { TimeText } from '@/components/ui/time-text';
import type { UserRisk } from '@/lib/domain/views/risk';
import { RISK_DETAIL_LABEL } from '@/lib/domain/views/risk-labels';
import { Reasons } from './reasons';

/** Level, state and detail of a user's risk, and how the level came about. */
export function UserRiskCard({ risk }: { readonly risk: UserRisk }) {
  return (
    <Card title="Risk">
      <DefinitionList
        items={[
          { term: 'Level', value: <RiskLevelBadge level={risk.level} /> },
          { term: 'State', value: <RiskStateBadge state={risk.state} /> },
          { term: 'Detail', value: RISK_DETAIL_LABEL[risk.detail] },
          {
            term: 'Last updated',
            value: risk.lastUpdated ? <TimeText value={risk.lastUpdated} format="short" /> : 'Never at risk',
          },
        ]}
      />
      {risk.explanation.length === 0 ? null : (
        <div className="mt-3 border-t pt-3">
          <h3 className="mb-1 font-medium text-xs">How this level came about</h3>
          <Reasons reasons={risk.explanation} />
        </div>
      )}
    </Card>
  );
}
