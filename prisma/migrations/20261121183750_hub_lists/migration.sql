-- What Prisma cannot say: indexes of the few entities that are common or pinned, for the list of hubs.
-- 12 is the lowest number from which an entity of any type is a hub.
CREATE INDEX "alert_evidence_common_idx" ON "alert_evidence" ("tenant_id", "type", "entity_id", "prevalence", "last_activity")
  WHERE "prevalence" >= 12;
CREATE INDEX "entity_pinned_idx" ON "entity" ("tenant_id", "id") WHERE "hub_pin" IS NOT NULL;
