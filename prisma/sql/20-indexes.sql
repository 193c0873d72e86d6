-- Outbox events that wait for their sequence: a few rows of a table that grows.
CREATE INDEX "outbox_event_unsequenced" ON "outbox_event" ("id") WHERE "sequence" IS NULL;

-- Batches that work is left for.
CREATE INDEX "inbox_batch_pending" ON "inbox_batch" ("tenant_id", "seq") WHERE "state" = 'pending';

-- What a vendor grouped: few alerts have these, so the indexes hold those only.
CREATE INDEX "alert_provider_alert" ON "alert" ("tenant_id", "service_source", "provider_alert_id") WHERE "provider_alert_id" IS NOT NULL;
CREATE INDEX "alert_provider_incident" ON "alert" ("tenant_id", "service_source", "provider_incident_id") WHERE "provider_incident_id" IS NOT NULL;
CREATE INDEX "alert_contains" ON "alert" USING gin ("contains_alert_ids") WHERE "contains_alert_ids" <> ARRAY[]::text[];
