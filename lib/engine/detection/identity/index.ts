import type { Detector } from '../types';
import { anonymousIp } from './anonymous-ip';
import { atypicalTravel } from './atypical-travel';
import { bruteForce } from './brute-force';
import { disabledAccountAddress } from './disabled-account-address';
import { impossibleTravel } from './impossible-travel';
import { mfaFatigue } from './mfa-fatigue';
import { newCountry } from './new-country';
import { passwordSpray } from './password-spray';
import { providerAlert } from './provider-alert';
import { providerRisk } from './provider-risk';
import { providerSignInRisk } from './provider-sign-in-risk';
import { tokenReplay } from './token-replay';
import { unfamiliarProperties } from './unfamiliar-properties';

export const IDENTITY_DETECTORS: readonly Detector[] = [
  anonymousIp,
  impossibleTravel,
  atypicalTravel,
  newCountry,
  unfamiliarProperties,
  passwordSpray,
  bruteForce,
  disabledAccountAddress,
  mfaFatigue,
  tokenReplay,
  providerSignInRisk,
  providerRisk,
  providerAlert,
];
