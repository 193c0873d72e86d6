-- CreateIndex
CREATE INDEX "alert_tenant_id_last_activity_id_idx" ON "alert"("tenant_id", "last_activity" DESC, "id");
