/** Alert and incident severity, Microsoft Graph `microsoft.graph.security.alertSeverity`. */
export const SEVERITIES = ['informational', 'low', 'medium', 'high'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Position on the scale, 0 (informational) to 3 (high). */
export const severityRank = (severity: Severity): number => SEVERITIES.indexOf(severity);

export const maxSeverity = (a: Severity, b: Severity): Severity =>
  severityRank(a) >= severityRank(b) ? a : b;
