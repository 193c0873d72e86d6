import type { ApiCallFacts } from '@/lib/domain/facts/cloud';
import { firstOf, known, num, str } from '../fields';
import { geoOf, ipOf } from '../geo';
import { keyOf } from '../keys';
import { liftDiagnostic } from '../lift';
import { account, application, idOf, principalOf } from '../mentions';
import { defineSource, type Reading, type SourceRow, Unreadable } from '../source';

function read({ c, ctx }: SourceRow): Reading | Unreadable {
  const uri = str(c.RequestUri);
  if (uri === undefined) return new Unreadable('RequestUri', 'the row names no request');
  const actor =
    account({ oid: c.UserId }) ??
    application({ servicePrincipalId: c.ServicePrincipalId, appId: c.AppId, type: 'servicePrincipal' });
  const ip = ipOf(c.IPAddress);
  const facts: ApiCallFacts = known({
    kind: 'apiCall' as const,
    method: firstOf(c.RequestMethod)?.toUpperCase() ?? 'GET',
    uri,
    status: num(c.ResponseStatusCode),
    appId: idOf(c.AppId),
    ip,
    geo: geoOf(ctx, ip),
    userAgent: str(c.UserAgent),
  });
  return { facts, actor, principal: principalOf(actor), dedupKey: keyOf(c.RequestId, c.OperationId, uri) };
}

export const graphActivity = defineSource({
  table: 'MicrosoftGraphActivityLogs',
  timeColumns: ['TimeGenerated'],
  aliases: { calleripaddress: 'IPAddress' },
  lift: liftDiagnostic,
  read,
});
