import type { Metadata } from 'next';
import { LiveRefresh } from '@/components/settings/live-refresh';
import { InvitePerson } from '@/components/settings/people/invite-person';
import { PeopleTable } from '@/components/settings/people/people-table';
import { PageHeader } from '@/components/ui/page-header';
import { requireActor } from '@/lib/server/auth/session';
import { listPeople } from '@/lib/server/people/queries';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const actor = await requireActor('people:manage');
  return (
    <>
      <LiveRefresh types={['person.']} />
      <PageHeader
        title="People"
        description="Who may sign in, and what they may do."
        actions={<InvitePerson />}
      />
      <PeopleTable people={await listPeople(actor)} />
    </>
  );
}
