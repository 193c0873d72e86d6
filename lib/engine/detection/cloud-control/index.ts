import type { Detector } from '../types';
import { AWS_RULES } from './aws-rules';
import { AZURE_RULES } from './azure-rules';
import { awsConsoleLogin } from './console-login';
import { controlDetector } from './control-rule';
import { MASS_OPERATIONS } from './mass-operations';
import { SAAS_RULES } from './saas-rules';

/** Every rule that reads one administrative operation. */
export const CONTROL_RULES = [...AZURE_RULES, ...AWS_RULES, ...SAAS_RULES];

export const CLOUD_CONTROL_DETECTORS: readonly Detector[] = [
  ...CONTROL_RULES.map(controlDetector),
  ...MASS_OPERATIONS,
  awsConsoleLogin,
];
