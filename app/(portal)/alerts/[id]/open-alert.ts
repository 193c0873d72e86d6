import { notFound } from 'next/navigation';
import type { Actor } from '@/lib/domain/permissions';
import type { AlertDetail } from '@/lib/domain/views/alert';
import { loadAlert } from '@/lib/server/alerts/detail';

export interface AlertPageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** The alert that the address names. Pages and their layout share one look-up. */
export async function openAlert(
  actor: Actor,
  { params }: Pick<AlertPageProps, 'params'>,
): Promise<AlertDetail> {
  const alert = await loadAlert(actor, decodeURIComponent((await params).id));
  if (alert === null) notFound();
  return alert;
}
