-- AlterTable
ALTER TABLE "exclusion" ADD COLUMN     "conditions" JSONB,
ADD COLUMN     "expires_at" TIMESTAMPTZ(6),
ADD COLUMN     "hits" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "last_hit_at" TIMESTAMPTZ(6),
ADD COLUMN     "source_alert_id" TEXT;

-- What was one list, of which any identifier matched, is one condition with these identifiers.
UPDATE "exclusion" SET "conditions" = jsonb_build_array(jsonb_build_object(
    'on', 'entity',
    'type', CASE
        WHEN "identifiers"->0->>'kind' = 'address' THEN 'ip'
        WHEN "identifiers"->0->>'kind' IN ('fqdn', 'netbios', 'ntHost', 'aadDeviceId', 'mdeDeviceId', 'azureVmId') THEN 'host'
        WHEN "identifiers"->0->>'kind' = 'mailboxAddress' THEN 'mailbox'
        WHEN "identifiers"->0->>'kind' = 'appId' THEN 'oauthApplication'
        WHEN "identifiers"->0->>'kind' = 'servicePrincipalId' THEN 'servicePrincipal'
        ELSE 'account' END,
    'name', coalesce("identifiers"->0->>'value', ''),
    'entityId', NULL,
    'identifiers', "identifiers"));

ALTER TABLE "exclusion" ALTER COLUMN "conditions" SET NOT NULL,
DROP COLUMN "identifiers";

-- CreateIndex
CREATE INDEX "alert_tenant_id_detector_id_last_activity_idx" ON "alert"("tenant_id", "detector_id", "last_activity" DESC);
