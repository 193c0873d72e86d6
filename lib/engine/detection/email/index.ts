import type { Detector } from '../types';
import { phishClicked } from './phish-clicked';
import { postDeliveryRemoval } from './post-delivery-removal';
import { suspiciousSending } from './suspicious-sending';
import { malwareDelivered, phishDelivered } from './threat-delivered';

export const EMAIL_DETECTORS: readonly Detector[] = [
  phishClicked,
  phishDelivered,
  malwareDelivered,
  postDeliveryRemoval,
  suspiciousSending,
];
