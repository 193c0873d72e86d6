-- DropIndex
DROP INDEX "alert_tenant_id_created_at_id_idx";

-- DropIndex
DROP INDEX "alert_tenant_id_detector_id_last_activity_idx";

-- The same with what a count of them asks for besides, so that it reads the index alone: the alerts of a day are as many
-- pages of the table as there are alerts.
CREATE INDEX "alert_by_creation" ON "alert" ("tenant_id", "created_at" DESC, "id")
  INCLUDE ("historical", "status", "severity", "visible");
-- Where else a detection fired: similar incidents, and what an exclusion would have kept quiet.
CREATE INDEX "alert_by_detector" ON "alert" ("tenant_id", "detector_id", "last_activity" DESC) INCLUDE ("origin", "visible");
