-- CreateTable
CREATE TABLE "hunt_run" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "row_count" INTEGER,
    "truncated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "hunt_run_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "hunt_link" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "ran_at" TIMESTAMPTZ(6) NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "hunt_link_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "hunt_evidence" (
    "tenant_id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "row_key" TEXT NOT NULL,
    "link_id" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(6) NOT NULL,
    "position" INTEGER NOT NULL,
    "item_id" TEXT,
    "cells" JSONB NOT NULL,
    "removed_at" TIMESTAMPTZ(6),
    "removed_by" TEXT,

    CONSTRAINT "hunt_evidence_pkey" PRIMARY KEY ("tenant_id","incident_id","row_key")
);

-- CreateIndex
CREATE INDEX "hunt_run_tenant_id_user_id_at_id_idx" ON "hunt_run"("tenant_id", "user_id", "at" DESC, "id");

-- CreateIndex
CREATE INDEX "hunt_evidence_tenant_id_incident_id_linked_at_link_id_posit_idx" ON "hunt_evidence"("tenant_id", "incident_id", "linked_at" DESC, "link_id", "position");

-- CreateIndex
CREATE INDEX "hunt_evidence_tenant_id_link_id_idx" ON "hunt_evidence"("tenant_id", "link_id");
