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
  const { data: jobs = NONE } = useQuery(trayQuery);
  useLive({ types: ['job.'], queryKeys: [['jobs']], every: 400 });
  useEndedToasts(jobs);
  if (jobs.length === 0) return null;
  return <TrayPopover jobs={jobs} />;
}

/** Says when a job of one's own has ended that was seen at work. */
function useEndedToasts(jobs: readonly JobView[]): void {
  const toast = useToast();
  const working = useRef(new Set<string>());
  useEffect(() => {
    for (const job of jobs) {
      if (isActiveJob(job.state)) working.current.add(job.id);
      else if (working.current.delete(job.id) && job.isMine) {
        toast({
          title: job.state === 'undone' ? `Undone: ${job.title}` : job.title,
          description: endText(job),
          tone: job.state === 'failed' ? 'error' : 'success',
        });
      }
    }
  }, [jobs, toast]);
}

function endText(job: JobView): string {
  const n = (count: number) => count.toLocaleString('en');
  if (job.state === 'undone')
    return `${n(job.undone)} of ${n(job.changed)} are what they were${job.kept > 0 ? `; ${n(job.kept)} were changed since` : ''}.`;
  const left = job.skipped > 0 ? `, ${n(job.skipped)} skipped` : '';
  return `${JOB_STATE_LABEL[job.state]}: ${n(job.changed)} changed${left}.`;
}
