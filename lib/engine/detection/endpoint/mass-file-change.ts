import { keysWith } from '@/lib/core/keys';
import { HOUR, MINUTE } from '@/lib/core/time';
import { defineDetector, reason } from '../define';
import { fileEvidence, hostName, subjectHost } from '../evidence';
import { hostStory, processPath } from './host-facts';

/** Renames on one host by one new ending, in windows of five minutes. */
interface Renames {
  v: 1;
  window: number;
  byEnding: Record<string, number>;
}

const WINDOW = 5 * MINUTE;
const MANY = 100;
const MAX_ENDINGS = 30;
/** Endings that programs rename to by the hundred on ordinary days. */
const ORDINARY =
  /^(?:tmp|temp|log|bak|old|partial|crdownload|download|docx?|xlsx?|pptx?|pdf|jpe?g|png|gif|mp[34]|txt|csv|json|xml|js|ts|tsx|map|html?|css|py|pyc|java|class|jar|cs|cpp|[hc]|o|obj|dll|exe|sys|zip|gz|7z|rar|db|dat|idx|pack|lock|ini|cfg|etl|pf|msi|cab|mum|cat|manifest|ost|pst|msg|eml|one)$/i;
const NOTE = /(?:readme|restore|recover|decrypt|how[_ -]?to|unlock|help).{0,30}\.(?:txt|html?|hta)$/i;

const stateKey = keysWith('renames:');

const endingOf = (fileName: string): string =>
  /\.([a-z0-9_-]{2,12})$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';

export const massFileChange = defineDetector({
  id: 'endpoint.mass-file-rename',
  title: 'Files renamed in bulk to an unknown ending',
  summary:
    'Many files of one host got the same ending, unknown here, within minutes: files are being encrypted.',
  source: 'Defender for Cloud Apps: Ransomware activity; ATT&CK T1486',
  severity: 'high',
  domain: 'endpoint',
  tactic: 'Impact',
  techniques: ['T1486'],
  kinds: ['file'],
  keys: ({ facts, resolved }) =>
    facts.action === 'renamed' && !ORDINARY.test(endingOf(facts.fileName))
      ? [stateKey(subjectHost(resolved))]
      : [],
  step(seen, ctx) {
    const { facts, event, resolved } = seen;
    const ending = endingOf(facts.fileName);
    if (facts.action !== 'renamed' || ending === '' || ORDINARY.test(ending)) return [];
    if (/^[a-z]:\\(?:windows|program files)/.test(processPath({ fileName: facts.path }))) return [];
    const key = stateKey(subjectHost(resolved));
    const window = Math.floor(event.time / WINDOW);
    const stored = ctx.state.read<Renames>(key);
    const renames: Renames = stored && window - stored.window <= 1 ? stored : { v: 1, window, byEnding: {} };
    if (Object.keys(renames.byEnding).length < MAX_ENDINGS || renames.byEnding[ending] !== undefined) {
      renames.byEnding[ending] = (renames.byEnding[ending] ?? 0) + 1;
    }
    ctx.state.write(key, renames);
    const count = renames.byEnding[ending] ?? 0;
    if (count < MANY) return [];
    return [
      {
        key: `${subjectHost(resolved)}:${ending}`,
        repeatWindow: HOUR,
        description: `${count} files on ${hostName(resolved)} were renamed to .${ending} within minutes.`,
        evidence: [...hostStory(resolved, facts.process), fileEvidence(facts, 'edited')],
        reasons: [
          reason('Files', count),
          reason('Ending', `.${ending}`),
          reason('Threshold', `${MANY} in two windows of 5 min`),
        ],
      },
    ];
  },
});

export const ransomNote = defineDetector({
  id: 'endpoint.ransom-note',
  title: 'File named like a ransom note',
  summary: 'A file was written whose name reads like the instructions that ransomware leaves.',
  source: 'ATT&CK T1486; CISA StopRansomware guide',
  severity: 'low',
  domain: 'endpoint',
  tactic: 'Impact',
  techniques: ['T1486'],
  kinds: ['file'],
  step({ facts, resolved }) {
    if (
      facts.action !== 'created' ||
      !NOTE.test(facts.fileName) ||
      !/files|decrypt|restore.?my|recover.?(?:my|your)/i.test(facts.fileName)
    )
      return [];
    if (/\\(?:program files|windows|node_modules)/i.test(facts.path)) return [];
    return [
      {
        key: subjectHost(resolved),
        repeatWindow: HOUR,
        description: `${facts.fileName} was written on ${hostName(resolved)}.`,
        evidence: [fileEvidence(facts, 'created'), ...hostStory(resolved, facts.process)],
        reasons: [reason('File', facts.path), reason('Written by', facts.process?.fileName ?? 'not told')],
      },
    ];
  },
});
