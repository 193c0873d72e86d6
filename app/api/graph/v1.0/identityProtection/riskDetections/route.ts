import { collectionResponse, optionsOf, wantsAllMembers } from '@/lib/server/graph-api/response';
import {
  listGraphRiskDetections,
  RISK_DETECTION_RULES,
  toGraphRiskDetection,
} from '@/lib/server/graph-api/risk-detections';
import { route } from '@/lib/server/route';

/** `GET /identityProtection/riskDetections` */
export const GET = route({ permission: 'risk:read', errors: 'graph' }, async ({ actor, request }) => {
  const options = optionsOf(request, RISK_DETECTION_RULES);
  const page = await listGraphRiskDetections(actor, options);
  const isAll = wantsAllMembers(request);
  const value = page.rows.map((row) => toGraphRiskDetection(row, isAll));
  return collectionResponse(request, 'identityProtection/riskDetections', value, page, options);
});
