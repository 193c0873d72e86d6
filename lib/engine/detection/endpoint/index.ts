import type { Detector } from '../types';
import { adfsDatabaseRead, adfsKeyRead, adfsRemoteSync } from './adfs';
import { antivirus } from './antivirus';
import { commandDetector } from './command-rule';
import { credentialLibrary } from './credential-library';
import { CREDENTIAL_RULES } from './credential-rules';
import { dumpFile } from './dump-file';
import { sensitiveGroup } from './group-change';
import { kerberoasting } from './kerberoasting';
import { knownBadDomain } from './known-bad-domain';
import { ldapFromUnusualProgram, ldapReconnaissance } from './ldap-recon';
import { logCleared } from './log-cleared';
import { LOLBIN_RULES } from './lolbins';
import { lsassAccess } from './lsass-access';
import { massFileChange, ransomNote } from './mass-file-change';
import { adminShareWrite } from './network-share-write';
import { OTHER_RULES } from './other-rules';
import { suspiciousRunKey, suspiciousService, suspiciousTask, wmiSubscription } from './persistence';
import { replication } from './replication';
import { samObjectAccess } from './sam-object-access';

/** Every rule that reads a command line or a script. */
export const COMMAND_RULES = [...CREDENTIAL_RULES, ...LOLBIN_RULES, ...OTHER_RULES];

export const ENDPOINT_DETECTORS: readonly Detector[] = [
  lsassAccess,
  dumpFile,
  samObjectAccess,
  credentialLibrary,
  ...COMMAND_RULES.map(commandDetector),
  suspiciousService,
  suspiciousTask,
  suspiciousRunKey,
  wmiSubscription,
  logCleared,
  adfsDatabaseRead,
  adfsKeyRead,
  adfsRemoteSync,
  replication,
  ldapReconnaissance,
  ldapFromUnusualProgram,
  kerberoasting,
  massFileChange,
  ransomNote,
  adminShareWrite,
  knownBadDomain,
  antivirus,
  sensitiveGroup,
];
