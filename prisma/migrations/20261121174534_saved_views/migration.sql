-- AlterTable
ALTER TABLE "incident" ADD COLUMN     "techniques" TEXT[];

-- CreateTable
CREATE TABLE "saved_view" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "list" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "owner_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "default_view" (
    "tenant_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "list" TEXT NOT NULL,
    "view_id" TEXT NOT NULL,

    CONSTRAINT "default_view_pkey" PRIMARY KEY ("tenant_id","user_id","list")
);

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_tenant_id_list_owner_id_name_key" ON "saved_view"("tenant_id", "list", "owner_id", "name");

-- CreateIndex
CREATE INDEX "default_view_tenant_id_view_id_idx" ON "default_view"("tenant_id", "view_id");

-- CreateIndex
CREATE INDEX "incident_tenant_id_alert_count_id_idx" ON "incident"("tenant_id", "alert_count" DESC, "id");

-- CreateIndex
CREATE INDEX "incident_tenant_id_assigned_to_updated_at_id_idx" ON "incident"("tenant_id", "assigned_to", "updated_at" DESC, "id");

-- Incidents that are there already get the techniques of their alerts.
UPDATE "incident" i SET "techniques" = a."techniques"
FROM (
    SELECT "tenant_id", "incident_id", array_agg(DISTINCT t ORDER BY t) AS "techniques"
    FROM "alert", unnest("techniques") AS t
    WHERE "incident_id" IS NOT NULL
    GROUP BY "tenant_id", "incident_id"
) a
WHERE a."tenant_id" = i."tenant_id" AND a."incident_id" = i."id";
