import type { Detector } from '../types';
import { appMailAccess } from './app-mail-access';
import { applicationCredential } from './application-credential';
import { applicationPermissionsChanged } from './application-permissions-changed';
import { federationTrust } from './federation-trust';
import { inboxForwarding } from './inbox-forwarding';
import { inboxManipulation } from './inbox-manipulation';
import { mailboxDelegation } from './mailbox-delegation';
import { massDelete, massDownload } from './mass-activity';
import { privilegedRole } from './privileged-role';
import { riskyConsent } from './risky-consent';

export const CLOUD_APP_DETECTORS: readonly Detector[] = [
  inboxForwarding,
  inboxManipulation,
  riskyConsent,
  applicationPermissionsChanged,
  applicationCredential,
  appMailAccess,
  federationTrust,
  privilegedRole,
  mailboxDelegation,
  massDownload,
  massDelete,
];
