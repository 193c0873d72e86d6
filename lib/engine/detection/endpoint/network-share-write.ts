import { DAY } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { fileEvidence, hostName, ipEvidence, subjectHost } from '../evidence';
import { hostStory, processPath } from './host-facts';

const RUNNABLE = /\.(?:exe|dll|sys|ps1|bat|cmd|vbs|js|hta|scr|cpl)$/i;
const ADMIN_SHARE = /\\(?:admin|c|d)\$/i;
/** WriteData or AppendData in a share's access mask. */
const WRITES = /%%4417|%%4418|0x(?:[0-9a-f]*[2367abef])$/i;

export const adminShareWrite = defineDetector({
  id: 'endpoint.admin-share-write',
  title: 'Program written to an administrative share',
  summary:
    'A program was copied to a host over the network, through a share that only administrators may use.',
  source: 'ATT&CK T1021.002, T1570; Security 5145',
  severity: 'low',
  domain: 'endpoint',
  tactic: 'LateralMovement',
  techniques: ['T1021.002', 'T1570'],
  kinds: ['hostActivity', 'file'],
  step({ facts, resolved }) {
    const share = facts.kind === 'hostActivity';
    if (share) {
      const access = `${facts.parameters.AccessMask ?? ''} ${facts.parameters.AccessList ?? ''}`;
      const hit =
        facts.activity === 'shareAccess' &&
        ADMIN_SHARE.test(facts.object ?? '') &&
        RUNNABLE.test(facts.object ?? '');
      if (!hit || (access.trim() !== '' && !WRITES.test(access.trim()))) return [];
    } else {
      // A file that the kernel itself creates under a drive's root came in over SMB.
      const bySmb = /^system$/.test(processPath(facts.process)) && facts.action === 'created';
      if (
        !bySmb ||
        !RUNNABLE.test(facts.path) ||
        /\\windows\\(?:softwaredistribution|winsxs|ccmcache)\\/i.test(facts.path)
      )
        return [];
    }
    const what = share ? (facts.object ?? '') : facts.path;
    return [
      {
        key: subjectHost(resolved),
        repeatWindow: DAY,
        description: `${what} was written to ${hostName(resolved)} over the network.`,
        evidence: [
          ...hostStory(resolved),
          share
            ? ipEvidence(facts.detail ?? facts.parameters.IpAddress, 'source', 'suspicious')
            : fileEvidence(facts, 'created'),
        ],
        reasons: [
          reason('File', what),
          reason('Seen as', share ? 'share access' : 'file created by the system for a remote caller'),
        ],
      },
    ];
  },
});
