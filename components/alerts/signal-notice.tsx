import Link from 'next/link';
import { Banner } from '@/components/ui/banner';
import type { AlertDetail } from '@/lib/domain/views/alert';
import { SEVERITY_LABEL, SOURCE_LABEL } from '@/lib/domain/views/labels';

/** Why a detection is no alert, and where that is decided. */
export function SignalNotice({ alert }: { readonly alert: AlertDetail }) {
  return (
    <div className="mb-4">
      <Banner title="Kept as a signal">
        The service level of {SOURCE_LABEL[alert.serviceSource]} did not let a detection of severity{' '}
        {SEVERITY_LABEL[alert.severity].toLowerCase()} become an alert. It counts for the risk of the user and
        joins no incident; nobody needs to work on it.{' '}
        <Link href="/settings/detection" className="underline">
          Alert service levels
        </Link>
      </Banner>
    </div>
  );
}
