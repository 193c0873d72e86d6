import { existsSync } from 'node:fs';
import path from 'node:path';
import { dataFiles } from '@/lib/server/testing/pipeline';

/** A published set of real rows; the data is not part of the project. */
export interface DataSet {
  readonly name: string;
  /** What the rows are. */
  readonly about: string;
  readonly files: (folder: string) => readonly string[];
}

const named = (pattern: RegExp) => (folder: string) => dataFiles(folder, pattern);
const all = named(/\.(json|jsonl|csv)$/);

/** Sets by folder, in the order of the table. */
const FOLDERS: readonly (DataSet & { readonly folder: string })[] = [
  {
    folder: 'otrf-golden-saml',
    name: 'OTRF golden SAML (SimuLand)',
    about: 'AD FS token forging to mail read: Windows, Defender, Entra audit, Office',
    files: all,
  },
  {
    folder: 'sentinel-training-lab',
    name: 'Sentinel training lab',
    about: 'sign-ins, Office, Azure activity, CEF and DNS of three small attacks, with the lab’s side files',
    files: all,
  },
  {
    folder: 'mstic-guided-investigation',
    name: 'MSTIC: SecurityAlert with fused incidents',
    about: 'alerts of Azure Security Center and Sentinel, three of them fused by the vendor',
    files: named(/\/SecurityAlert\.jsonl$/),
  },
  {
    folder: 'mstic-guided-investigation',
    name: 'MSTIC: everything',
    about:
      'alerts, process creations, logons, sign-ins, Exchange audit, and side files that are no telemetry',
    files: all,
  },
  {
    folder: 'panther-labelled-tests',
    name: 'Panther tests: Microsoft',
    about:
      'one row per test of a rule: Azure activity, Entra audit and sign-ins, M365, Graph alerts, Defender',
    files: named(/\/(?:azure|microsoft)_\w*rules\.jsonl$/),
  },
  {
    folder: 'panther-labelled-tests',
    name: 'Panther tests: Okta',
    about: 'one row per test of a rule',
    files: named(/\/okta_rules\.jsonl$/),
  },
  {
    folder: 'panther-labelled-tests',
    name: 'Panther tests: Google Workspace',
    about: 'one row per test of a rule',
    files: named(/\/gsuite_\w+\.jsonl$/),
  },
  {
    folder: 'panther-labelled-tests',
    name: 'Panther tests: AWS CloudTrail',
    about: 'one row per test of a rule',
    files: named(/\/aws_cloudtrail_rules\.jsonl$/),
  },
  {
    folder: 'otrf-lsass-campaign-01',
    name: 'OTRF LSASS campaign 1',
    about: 'Windows and Sysmon logs of one credential theft',
    files: named(/reduced\.jsonl$/),
  },
  {
    folder: 'otrf-lsass-campaign-02',
    name: 'OTRF LSASS campaign 2',
    about: 'Windows and Sysmon logs of one credential theft',
    files: named(/reduced\.jsonl$/),
  },
  {
    folder: 'otrf-shire-2020-09',
    name: 'OTRF shire, September 2020',
    about: 'Windows and Sysmon logs, one file per technique',
    files: all,
  },
  {
    folder: 'otrf-workstation5-lolbins',
    name: 'OTRF WORKSTATION5',
    about: 'Windows and Sysmon logs of living-off-the-land techniques on one workgroup machine',
    files: all,
  },
  {
    folder: 'otrf-adfs-aadinternals',
    name: 'OTRF AD FS export',
    about: 'Windows and Sysmon logs of a remote export of the AD FS configuration',
    files: all,
  },
  {
    folder: 'evtx-mdecrevoisier',
    name: 'EVTX to MITRE (mdecrevoisier)',
    about: 'Windows events, a few minutes per technique, over two years',
    files: named(/\/events\.jsonl$/),
  },
  {
    folder: 'msticpy-mde-process',
    name: 'msticpy process samples',
    about: 'Defender process rows and Linux audit records',
    files: all,
  },
  {
    folder: 'stratus-cloudtrail-detonations',
    name: 'Stratus Red Team CloudTrail',
    about: 'AWS techniques, each in an anonymised account of its own',
    files: all,
  },
  {
    folder: 'otrf-aws-s3',
    name: 'OTRF AWS S3',
    about: 'CloudTrail of an S3 exfiltration through a proxy',
    files: all,
  },
];

export interface PresentSet {
  readonly name: string;
  readonly about: string;
  readonly paths: readonly string[];
}

/**
 * The sets that are on this machine.
 * @param shared folder that holds `data/`
 */
export function presentSets(shared: string): PresentSet[] {
  return FOLDERS.flatMap(({ folder, name, about, files }) => {
    const place = path.join(shared, 'data', folder);
    if (!existsSync(place)) {
      console.error(`left out: ${name} (${place} is not there)`);
      return [];
    }
    return [{ name, about, paths: files(place) }];
  });
}
