import type { Metadata } from 'next';
import { ROLE_TEXT } from '@/components/settings/people/role-names';
import { PasswordForm } from '@/components/settings/profile/password-form';
import { ProfileForm } from '@/components/settings/profile/profile-form';
import { SessionList } from '@/components/settings/profile/session-list';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { presentZone, timeZones } from '@/lib/domain/time-zones';
import { requireSession } from '@/lib/server/auth/session';
import { listOwnSessions } from '@/lib/server/people/queries';

export const metadata: Metadata = { title: 'Profile' };

export default async function ProfilePage() {
  const { actor, user, sessionId } = await requireSession();
  const sessions = await listOwnSessions(actor, sessionId);
  return (
    <>
      <PageHeader
        title="Profile"
        description={`Roles: ${actor.roles.map((role) => ROLE_TEXT[role].name).join(', ') || 'none'}`}
      />
      <div className="grid max-w-5xl gap-4 lg:grid-cols-2">
        <Card title="You">
          <ProfileForm
            name={user.name}
            email={user.email}
            timeZone={presentZone(user.timeZone)}
            timeZones={timeZones()}
          />
        </Card>
        {user.provider === 'password' ? (
          <Card title="Password">
            <PasswordForm />
          </Card>
        ) : null}
        <Card title="Open sessions" flush className="lg:col-span-2">
          <SessionList sessions={sessions} />
        </Card>
      </div>
    </>
  );
}
