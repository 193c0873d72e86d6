'use client';
import { ListWorkspace, type ListWorkspaceProps } from '@/components/lists/list-workspace';
import type { ListedDetection } from '@/lib/domain/views/risk';
import { RISK_DETECTION_KIND } from './risk-detection-kind';

/** The list, for a page of the server: what a list is of cannot be handed over. */
export function RiskDetectionList(props: Omit<ListWorkspaceProps<ListedDetection>, 'kind' | 'named'>) {
  return <ListWorkspace {...props} kind={RISK_DETECTION_KIND} named={[]} />;
}
