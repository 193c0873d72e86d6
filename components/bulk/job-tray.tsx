'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useEffect, useRef } from 'react';
import { useToast } from '@/components/ui/toast';
import { trayQuery } from '@/lib/client/jobs-query';
import { useLive } from '@/lib/client/live';
import { isActiveJob } from '@/lib/domain/job-states';
import { JOB_STATE_LABEL, type JobView } from '@/lib/domain/views/jobs';

const TrayPopover = dynamic(() => import('./tray-popover').then((module) => module.TrayPopover), {
  ssr: false,
});

const NONE: readonly JobView[] = [];

/** Bulk jobs at work, and what one's own of the last hour came to; nothing while there are none. */
export function JobTray() {
  const { data: jobs = NONE, isSuccess } = useQuery(trayQuery);
  useLive({ types: ['job.'], queryKeys: [['jobs']], every: 400 });
  useEndedToasts(jobs, isSuccess);
  if (jobs.length === 0) return null;
  return <TrayPopover jobs={jobs} />;
}

/** Says when a job of one's own ends, however short it was; not what had ended before the page was opened. */
function useEndedToasts(jobs: readonly JobView[], isLoaded: boolean): void {
  const toast = useToast();
  const known = useRef<Map<string, JobView['state']> | null>(null);
  useEffect(() => {
    if (!isLoaded) return;
    const before = known.current;
    known.current = new Map(jobs.map((job) => [job.id, job.state]));
    if (before === null) return;
    for (const job of jobs) {
      if (isActiveJob(job.state) || before.get(job.id) === job.state || !job.isMine) continue;
      toast({
        title: job.state === 'undone' ? `Undone: ${job.title}` : job.title,
        description: endText(job),
        tone: job.state === 'failed' ? 'error' : 'success',
      });
    }
  }, [jobs, isLoaded, toast]);
}

function endText(job: JobView): string {
  const n = (count: number) => count.toLocaleString('en');
  if (job.state === 'undone')
    return `${n(job.undone)} of ${n(job.changed)} are what they were${job.kept > 0 ? `; ${n(job.kept)} were changed since` : ''}.`;
  const left = job.skipped > 0 ? `, ${n(job.skipped)} skipped` : '';
  return `${JOB_STATE_LABEL[job.state]}: ${n(job.changed)} changed${left}.`;
}
