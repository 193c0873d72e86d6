import { DEFAULT_EXCLUSION_DAYS } from '@/lib/domain/exclusion';

/** An exclusion that is being put together. */
export interface ExclusionDraft {
  readonly isOn: boolean;
  /** Conditions that must all hold, by their keys. */
  readonly keys: readonly string[];
  readonly days: number | null;
  readonly reason: string;
}

export const NO_EXCLUSION: ExclusionDraft = {
  isOn: false,
  keys: [],
  days: DEFAULT_EXCLUSION_DAYS,
  reason: '',
};
