import { RiskLevelBadge, RiskStateBadge } from '@/components/incidents/badges';
import { Card } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { DefinitionList } from '@/components/ui/definition-list';
import { TimeText } from '@/components/ui/time-text';
import type { RiskySignInDetail } from '@/lib/domain/views/risk';
import { RISK_DETAIL_LABEL } from '@/lib/domain/views/risk-labels';
import { FromPlace } from './from-place';
import { RiskOwnerLink } from './risk-owner';

/** Who signed in to what from where, and how risky that was then and is now. */
export function SignInFacts({ signIn }: { readonly signIn: RiskySignInDetail }) {
  return (
    <Card title="Sign-in">
      <DefinitionList
        items={[
          { term: 'User', value: <RiskOwnerLink user={signIn.user} /> },
          { term: 'Date', value: <TimeText value={signIn.at} /> },
          { term: 'From', value: <FromPlace ipAddress={signIn.ipAddress} place={signIn.place} /> },
          { term: 'Network', value: signIn.asn },
          { term: 'Application', value: signIn.app },
          { term: 'Level, real time', value: <RiskLevelBadge level={signIn.levelDuring} /> },
          { term: 'Level, aggregate', value: <RiskLevelBadge level={signIn.level} /> },
          { term: 'State', value: <RiskStateBadge state={signIn.state} /> },
          { term: 'Detail', value: RISK_DETAIL_LABEL[signIn.detail] },
          {
            term: 'Request id',
            value: (
              <span className="inline-flex max-w-full items-center gap-1 font-mono text-xs">
                <span className="break-all">{signIn.id}</span>
                <CopyButton value={signIn.id} what="request id" />
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}
