import { EntityLink } from '@/components/entities/entity-link';
import { Card } from '@/components/ui/card';
import { Table, TD, TH, THead, TR } from '@/components/ui/table';
import { TimeText } from '@/components/ui/time-text';
import { ToneBadge } from '@/components/ui/tone-badge';
import type { EntityType } from '@/lib/domain/entity';
import type { IncidentEntity } from '@/lib/domain/views/incident';
import { humanize } from '@/lib/domain/views/labels';
import { RiskLevelBadge, RiskStateBadge } from './badges';

interface Kind {
  readonly title: string;
  readonly types: readonly EntityType[];
  readonly hasRisk?: boolean;
}

const KINDS: readonly Kind[] = [
  { title: 'Devices', types: ['host'] },
  { title: 'Users', types: ['account'], hasRisk: true },
  { title: 'Mailboxes', types: ['mailbox'] },
  { title: 'Applications', types: ['cloudApplication', 'oauthApplication', 'servicePrincipal'] },
  { title: 'Cloud resources and groups', types: ['azureResource', 'securityGroup'] },
];

/** What an organisation owns and an attack is after; everything else is evidence alone. */
export const ASSET_TYPES: readonly EntityType[] = KINDS.flatMap(({ types }) => types);

/** Assets by kind, those in most alerts first. */
export function IncidentAssets({ assets }: { readonly assets: readonly IncidentEntity[] }) {
  return (
    <div className="flex flex-col gap-4">
      {KINDS.map((kind) => {
        const rows = assets.filter(({ type }) => kind.types.includes(type));
        return rows.length === 0 ? null : <KindCard key={kind.title} kind={kind} rows={rows} />;
      })}
    </div>
  );
}

function KindCard({ kind, rows }: { readonly kind: Kind; readonly rows: readonly IncidentEntity[] }) {
  return (
    <Card title={kind.title} flush aside={<span className="text-muted text-xs">{rows.length}</span>}>
      <Table label={kind.title} fixed className="rounded-none border-0">
        <THead>
          <TH>Name</TH>
          <TH className="w-32">Roles</TH>
          {kind.hasRisk ? <TH className="w-40">Risk</TH> : null}
          <TH className={kind.hasRisk ? 'hidden w-48 @5xl:table-cell' : 'hidden w-48 @3xl:table-cell'}>
            About
          </TH>
          <TH className="hidden w-16 text-right @lg:table-cell">Alerts</TH>
          <TH className="hidden w-28 @2xl:table-cell">Last activity</TH>
        </THead>
        <tbody>
          {rows.map((asset) => (
            <TR key={asset.entityId}>
              <TD>
                <EntityLink {...asset} />
              </TD>
              <TD className="truncate" title={rolesOf(asset)}>
                {rolesOf(asset) || '–'}
              </TD>
              {kind.hasRisk ? (
                <TD>
                  <Risk asset={asset} />
                </TD>
              ) : null}
              <TD className={kind.hasRisk ? 'hidden @5xl:table-cell' : 'hidden @3xl:table-cell'}>
                <About asset={asset} />
              </TD>
              <TD className="hidden text-right @lg:table-cell">{asset.alertCount}</TD>
              <TD className="hidden text-muted text-xs @2xl:table-cell">
                <TimeText value={asset.lastActivity} format="compact" />
              </TD>
            </TR>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function Risk({ asset: { risk } }: { readonly asset: IncidentEntity }) {
  if (risk === null) return <span className="text-muted">Not assessed</span>;
  return (
    <span className="flex flex-wrap items-center gap-1">
      <RiskLevelBadge level={risk.level} />
      {risk.state === 'none' ? null : <RiskStateBadge state={risk.state} />}
    </span>
  );
}

function About({ asset: { critical, facts } }: { readonly asset: IncidentEntity }) {
  if (critical === null) {
    return (
      <span className="block truncate text-muted text-xs" title={facts ?? undefined}>
        {facts}
      </span>
    );
  }
  return (
    <span className="block truncate" title={facts ?? undefined}>
      <ToneBadge tone="critical">Critical: {critical}</ToneBadge>
    </span>
  );
}

const rolesOf = ({ roles }: IncidentEntity): string =>
  roles
    .filter((role) => role !== 'unknown')
    .map(humanize)
    .join(', ');
