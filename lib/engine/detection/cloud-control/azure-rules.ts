import type { ControlRule } from './control-rule';

const BASE = { of: 'azure', domain: 'cloudInfrastructure' } as const;

/** Operations of Azure Resource Manager. */
export const AZURE_RULES: readonly ControlRule[] = [
  {
    ...BASE,
    id: 'cloud-control.elevate-access',
    title: 'Global Administrator took over subscription management',
    summary:
      'A directory administrator elevated to User Access Administrator of all subscriptions: a rare step, and the bridge from identity to infrastructure.',
    source: 'Microsoft: Elevate access to manage all Azure subscriptions; Defender for Cloud: elevateAccess',
    severity: 'medium',
    tactic: 'PrivilegeEscalation',
    techniques: ['T1098.003', 'T1078.004'],
    operation: /^microsoft\.authorization\/elevateaccess\/action$/i,
  },
  {
    ...BASE,
    id: 'cloud-control.azure-owner',
    title: 'Owner or access administrator assigned in Azure',
    summary: 'Somebody was made Owner, or may now give others access.',
    source: 'Microsoft Sentinel: Suspicious granting of permissions to an account; ATT&CK T1098.003',
    severity: 'low',
    tactic: 'PrivilegeEscalation',
    techniques: ['T1098.003'],
    operation: /^microsoft\.authorization\/roleassignments\/write$/i,
    // Role definition ids of Owner and User Access Administrator are the same in every tenant.
    parameters: /8e3af657-a8ff-443c-a75c-2fe8c4bcb635|18d7d88d-d35e-4fb5-a5c3-7773c20a72d9|\bowner\b/i,
  },
  {
    ...BASE,
    id: 'cloud-control.azure-logging-stopped',
    title: 'Azure logging or locks removed',
    summary: 'Diagnostic settings, resource locks or analytics rules were deleted.',
    source: 'ATT&CK T1562.008; Microsoft Sentinel: NRT Creation or deletion of diagnostic settings',
    severity: 'low',
    tactic: 'DefenseEvasion',
    techniques: ['T1562.008'],
    operation:
      /^microsoft\.(?:insights\/diagnosticsettings|authorization\/locks|securityinsights\/(?:alertrules|dataconnectors)|operationalinsights\/workspaces)\/delete$/i,
  },
  {
    ...BASE,
    id: 'cloud-control.azure-run-command',
    title: 'Command run on an Azure machine through the control plane',
    summary: 'Run Command or a custom script extension ran code on a machine, as the system.',
    source: 'ATT&CK T1651; MSTIC: Azure Run Command abuse',
    severity: 'low',
    tactic: 'Execution',
    techniques: ['T1651'],
    operation: /^microsoft\.compute\/virtualmachines\/(?:runcommand\/action|runcommands\/write)$/i,
  },
];
