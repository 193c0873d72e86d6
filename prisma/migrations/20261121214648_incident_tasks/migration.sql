-- AlterTable
ALTER TABLE "task" ADD COLUMN     "position" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "task_tenant_id_incident_id_position_idx" ON "task"("tenant_id", "incident_id", "position");
