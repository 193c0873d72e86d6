import type { ControlRule } from './control-rule';

const OKTA = { of: 'okta', domain: 'identity' } as const;
const GOOGLE = { of: 'google', domain: 'identity' } as const;

/** Administration of Okta and Google Workspace. */
export const SAAS_RULES: readonly ControlRule[] = [
  {
    ...OKTA,
    id: 'cloud-control.okta-support-access',
    title: 'Okta support access granted',
    summary:
      'The vendor’s support may act inside the organisation; intruders have asked for it by telephone.',
    source: 'Okta: user.session.impersonation.grant; Panther: Okta.Support.Access',
    severity: 'medium',
    tactic: 'InitialAccess',
    techniques: ['T1199'],
    operation: /^user\.session\.impersonation\.(?:grant|initiate)$/i,
  },
  {
    ...OKTA,
    id: 'cloud-control.okta-admin-role',
    title: 'Okta administrator role granted',
    summary: 'An account or group was made an administrator of the identity provider.',
    source: 'Panther: Okta.AdminRoleAssigned, Okta.Group.Admin.Role.Assigned',
    severity: 'low',
    tactic: 'PrivilegeEscalation',
    techniques: ['T1098.003'],
    operation: /^(?:user\.account\.privilege\.grant|group\.privilege\.grant)$/i,
  },
  {
    ...OKTA,
    id: 'cloud-control.okta-mfa-reset',
    title: 'Okta factor reset or switched off',
    summary:
      'A second factor was reset, suspended or removed: the step between a stolen password and a takeover.',
    source: 'Okta cross-tenant impersonation advisory (2023); Panther: Okta.User.MFA.Reset.*',
    severity: 'low',
    tactic: 'Persistence',
    techniques: ['T1556.006', 'T1098.005'],
    operation: /^(?:user\.mfa\.factor\.(?:reset_all|deactivate|suspend)|system\.mfa\.factor\.deactivate)$/i,
  },
  {
    ...OKTA,
    id: 'cloud-control.okta-identity-provider',
    title: 'Okta identity provider added or changed',
    summary: 'Another identity provider may now sign people in: a back door into every application.',
    source:
      'Okta cross-tenant impersonation advisory (2023); Panther: Okta.Identity.Provider.Created.Modified',
    severity: 'medium',
    tactic: 'Persistence',
    techniques: ['T1484.002', 'T1556'],
    operation: /^system\.idp\.lifecycle\.(?:create|update|activate)$/i,
  },
  {
    ...OKTA,
    id: 'cloud-control.okta-threat',
    title: 'Threat reported by Okta',
    summary: 'Okta itself saw a threat, or a person reported a sign-in that was not theirs.',
    source:
      'Okta ThreatInsight; user.account.report_suspicious_activity_by_enduser; FastPass phishing protection',
    severity: 'low',
    tactic: 'InitialAccess',
    techniques: ['T1078'],
    operation:
      /^(?:security\.threat\.detected|user\.account\.report_suspicious_activity_by_enduser|user\.authentication\.auth_via_fastpass_phishing)$/i,
    attempts: true,
  },
  {
    ...OKTA,
    id: 'cloud-control.okta-password-shown',
    title: 'Password of an application shown in Okta',
    summary: 'A stored application password was shown in clear text.',
    source: 'Panther: Okta.PasswordAccess',
    severity: 'low',
    tactic: 'CredentialAccess',
    techniques: ['T1555'],
    operation: /^application\.user_membership\.show_password$/i,
  },
  {
    ...OKTA,
    id: 'cloud-control.okta-api-token',
    title: 'Okta API token made',
    summary: 'A lasting token for the administration interface was made.',
    source: 'Panther: Okta.APIKeyCreated',
    severity: 'informational',
    tactic: 'Persistence',
    techniques: ['T1098.001'],
    operation: /^system\.api_token\.create$/i,
  },
  {
    ...GOOGLE,
    id: 'cloud-control.google-admin-role',
    title: 'Google Workspace administrator role made or assigned',
    summary: 'An administrator role was made or given to an account.',
    source: 'Panther: Google.Workspace.Admin.Custom.Role; ATT&CK T1098.003',
    severity: 'low',
    tactic: 'PrivilegeEscalation',
    techniques: ['T1098.003'],
    operation: /^(?:ASSIGN_ROLE|GRANT_ADMIN_PRIVILEGE|CREATE_ROLE|ADD_PRIVILEGE)$/,
  },
  {
    ...GOOGLE,
    id: 'cloud-control.google-protection-off',
    title: 'Google sign-in or mail protection switched off',
    summary: 'Two-step verification, the advanced protection programme or mail scanning was switched off.',
    source: 'Panther: GSuite.TwoStepVerification, GSuite.AdvancedProtection, GSuite.Workspace.Gmail*',
    severity: 'low',
    tactic: 'DefenseEvasion',
    techniques: ['T1556.006', 'T1562'],
    operation:
      /^(?:2sv_disable|titanium_unenroll|TOGGLE_.*2SV|ENFORCE_STRONG_AUTHENTICATION|CHANGE_APPLICATION_SETTING|CHANGE_TWO_STEP_VERIFICATION_.*)$/i,
    parameters:
      /^(?:target=.*|NEW_VALUE=(?:false|off|disabled|1)|SETTING_NAME=.*(?:strong|reuse|sandbox|predelivery|prescan|2sv).*)$/im,
  },
  {
    ...GOOGLE,
    id: 'cloud-control.google-forwarding',
    title: 'Google mail forwarded outside',
    summary: 'An account, or a routing rule for all, sends mail out of the domain.',
    source: 'Panther: GSuite.ExternalMailForwarding, GSuite.Workspace.GmailDefaultRoutingRuleModified',
    severity: 'medium',
    tactic: 'Collection',
    techniques: ['T1114.003'],
    operation: /^(?:email_forwarding_out_of_domain|(?:CREATE|CHANGE)_GMAIL_SETTING)$/i,
    parameters:
      /email_forwarding_destination_address=|MESSAGE_SECURITY_RULE|EMAIL_ROUTE|DEFAULT_ROUTING|forward/i,
  },
  {
    ...GOOGLE,
    id: 'cloud-control.google-data-export',
    title: 'Google Workspace data export started',
    summary: 'An export of the whole organisation’s data was started.',
    source: 'Panther: GSuite.Workspace.DataExportCreated',
    severity: 'medium',
    tactic: 'Exfiltration',
    techniques: ['T1530', 'T1567'],
    operation: /^CUSTOMER_TAKEOUT_(?:CREATED|SUCCEEDED)$/,
  },
  {
    ...GOOGLE,
    id: 'cloud-control.google-threat',
    title: 'Threat reported by Google',
    summary:
      'Google itself warned of a suspicious sign-in, a leaked password or an attack backed by a government.',
    source:
      'Google Workspace login audit: gov_attack_warning, account_disabled_password_leak, suspicious_login',
    severity: 'medium',
    tactic: 'InitialAccess',
    techniques: ['T1078'],
    operation:
      /^(?:account_disabled_(?:password_leak|hijacked|spamming\w*)|DEVICE_COMPROMISED_EVENT|SUSPICIOUS_ACTIVITY_EVENT)$/i,
  },
];
