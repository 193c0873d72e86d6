import { AlertLinks } from '@/components/alerts/alert-links';
import { WhyNotLinked } from '@/components/alerts/why-not-linked';
import { requireActor } from '@/lib/server/auth/session';
import { type AlertPageProps, openAlert } from '../open-alert';

/** Why it is in its incident, and why it is not with any other alert. */
export default async function AlertLinksPage(props: AlertPageProps) {
  const actor = await requireActor('incident:read');
  const alert = await openAlert(actor, props);
  return (
    <>
      <AlertLinks alert={alert} />
      <WhyNotLinked alertId={alert.id} />
    </>
  );
}
