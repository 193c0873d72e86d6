-- CreateIndex
CREATE INDEX "risk_detection_tenant_id_risk_state_activity_at_id_idx" ON "risk_detection"("tenant_id", "risk_state", "activity_at" DESC, "id");

-- CreateIndex
CREATE INDEX "risk_detection_tenant_id_sign_in_id_idx" ON "risk_detection"("tenant_id", "sign_in_id");

-- CreateIndex
CREATE INDEX "risky_sign_in_tenant_id_at_id_idx" ON "risky_sign_in"("tenant_id", "at" DESC, "id");

-- CreateIndex
CREATE INDEX "risky_sign_in_tenant_id_risk_state_at_id_idx" ON "risky_sign_in"("tenant_id", "risk_state", "at" DESC, "id");
