import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { ROLE_TEXT } from '@/components/settings/people/role-names';
import { AppearanceForm } from '@/components/settings/profile/appearance-form';
import { PasswordForm } from '@/components/settings/profile/password-form';
import { ProfileForm } from '@/components/settings/profile/profile-form';
import { SessionList } from '@/components/settings/profile/session-list';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { startPage } from '@/lib/domain/start-pages';
import { presentZone, timeZones } from '@/lib/domain/time-zones';
import { requireSession } from '@/lib/server/auth/session';
import { listOwnSessions } from '@/lib/server/people/queries';

export const metadata: Metadata = { title: 'Profile' };

export default async function ProfilePage() {
  const { actor, user, sessionId } = await requireSession();
  const [sessions, jar] = await Promise.all([listOwnSessions(actor, sessionId), cookies()]);
  const theme = jar.get('tl-theme')?.value;
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
        <Card title="Appearance">
          <AppearanceForm
            theme={theme === 'light' || theme === 'dark' ? theme : 'system'}
            start={startPage(jar.get('tl-start')?.value)}
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
