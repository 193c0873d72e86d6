import Link from 'next/link';
import { LakeRows } from '@/components/entities/lake-rows';
import { MessagePanels } from '@/components/entities/message-panels';
import { PanelSkeleton } from '@/components/entities/panel-skeleton';
import { PANELS } from '@/components/entities/panels';
import { Streamed } from '@/components/entities/streamed';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { overviewSearch } from '@/lib/client/entities';
import type { Actor } from '@/lib/domain/permissions';
import type { FoundEntity } from '@/lib/server/entities/queries';
import { applicationChanges, messageRows } from '@/lib/server/entities/timeline';

export interface OtherPanelsProps {
  readonly actor: Actor;
  readonly entity: FoundEntity;
  readonly after: string;
}

/** What a message or an application shows beside counts, and what is left for kinds that the lake knows nothing of. */
export function OtherPanels({ actor, entity, after }: OtherPanelsProps) {
  const base = `/entities/${encodeURIComponent(entity.id)}`;
  const hrefOf = (cursor: string) => `${base}${overviewSearch({ after: cursor })}`;
  switch (entity.type) {
    case 'mailMessage':
      return (
        <Streamed
          answer={messageRows(actor, entity)}
          fallback={<PanelSkeleton title="Recipients and delivery" rows={4} />}
        >
          {(answer) =>
            'failed' in answer ? (
              <LakeRows answer={answer} hrefOf={hrefOf} />
            ) : (
              <MessagePanels rows={answer.rows} isPartial={answer.isPartial} />
            )
          }
        </Streamed>
      );
    case 'oauthApplication':
    case 'servicePrincipal':
      return (
        <section>
          <h2 className="mb-2 font-semibold">Consents, credentials and other changes</h2>
          <Streamed
            key={after}
            answer={applicationChanges(actor, entity, after || null)}
            fallback={<PanelSkeleton title="Changes" rows={4} />}
          >
            {(answer) => <LakeRows answer={answer} hrefOf={hrefOf} />}
          </Streamed>
        </section>
      );
    default:
      return PANELS[entity.type].length > 0 ? null : (
        <EmptyState
          title="Only alerts tell of this"
          action={
            <Button asChild>
              <Link href={`${base}/incidents`}>Incidents and alerts</Link>
            </Button>
          }
        >
          No telemetry table has a column for it. The alerts that name it show their rows.
        </EmptyState>
      );
  }
}
