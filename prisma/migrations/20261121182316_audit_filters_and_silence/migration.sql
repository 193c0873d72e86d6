-- AlterTable
ALTER TABLE "source_health" ADD COLUMN     "silent_since" TIMESTAMPTZ(6);

-- CreateIndex
CREATE INDEX "audit_entry_tenant_id_actor_id_seq_idx" ON "audit_entry"("tenant_id", "actor_id", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_tenant_id_action_seq_idx" ON "audit_entry"("tenant_id", "action", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_at_idx" ON "audit_entry" USING BRIN ("at");
