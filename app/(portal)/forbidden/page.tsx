import { Lock } from 'lucide-react';
import type { Metadata } from 'next';
import { ROLE_TEXT } from '@/components/settings/people/role-names';
import { EmptyState } from '@/components/ui/empty-state';
import { requireSession } from '@/lib/server/auth/session';

export const metadata: Metadata = { title: 'Not for your role' };

export default async function ForbiddenPage() {
  const { actor } = await requireSession();
  return (
    <EmptyState icon={<Lock />} level={1} title="Your role does not open this page">
      You are signed in as {actor.name} (
      {actor.roles.map((role) => ROLE_TEXT[role].name).join(', ') || 'no role'}). An administrator can change
      that under Settings → People.
    </EmptyState>
  );
}
