import { AlertEntities } from '@/components/alerts/alert-entities';
import { requireActor } from '@/lib/server/auth/session';
import { type AlertPageProps, openAlert } from '../open-alert';

/** Who and what took part, in which role, and what was found of it. */
export default async function AlertEntitiesPage(props: AlertPageProps) {
  const actor = await requireActor('incident:read');
  return <AlertEntities alert={await openAlert(actor, props)} />;
}
