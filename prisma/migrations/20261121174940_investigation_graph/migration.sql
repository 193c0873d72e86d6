-- CreateTable
CREATE TABLE "investigation_graph" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "incident_id" TEXT,
    "owner_id" TEXT NOT NULL,
    "owner_name" TEXT NOT NULL,
    "is_shared" BOOLEAN NOT NULL DEFAULT false,
    "document" JSONB NOT NULL,
    "node_count" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "investigation_graph_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "investigation_graph_tenant_id_incident_id_updated_at_id_idx" ON "investigation_graph"("tenant_id", "incident_id", "updated_at" DESC, "id");

-- CreateIndex
CREATE INDEX "investigation_graph_tenant_id_owner_id_updated_at_id_idx" ON "investigation_graph"("tenant_id", "owner_id", "updated_at" DESC, "id");

-- CreateIndex
CREATE INDEX "investigation_graph_tenant_id_is_shared_updated_at_id_idx" ON "investigation_graph"("tenant_id", "is_shared", "updated_at" DESC, "id");
