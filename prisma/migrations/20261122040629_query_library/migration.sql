-- AlterTable
ALTER TABLE "hunting_query" ADD COLUMN     "checked_at" TIMESTAMPTZ(6),
ADD COLUMN     "findings" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "import_id" TEXT,
ADD COLUMN     "is_edited" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'hunting',
ADD COLUMN     "line" INTEGER,
ADD COLUMN     "path" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "rule" JSONB,
ADD COLUMN     "severity" TEXT,
ADD COLUMN     "source_hash" TEXT,
ADD COLUMN     "source_id" TEXT,
ADD COLUMN     "source_key" TEXT,
ADD COLUMN     "state" TEXT NOT NULL DEFAULT 'waiting',
ADD COLUMN     "tables" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "tactics" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "vanished_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "hunting_source" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "licence" TEXT NOT NULL DEFAULT '',
    "import_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "files" INTEGER NOT NULL DEFAULT 0,
    "queries" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "same" INTEGER NOT NULL DEFAULT 0,
    "kept" INTEGER NOT NULL DEFAULT 0,
    "vanished" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "unreadable" INTEGER NOT NULL DEFAULT 0,
    "imported_by" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "hunting_source_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "hunting_source_note" (
    "tenant_id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "line" INTEGER,
    "kind" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "hunting_source_note_pkey" PRIMARY KEY ("tenant_id","source_id","position")
);

-- CreateTable
CREATE TABLE "hunting_run" (
    "tenant_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "from" TIMESTAMPTZ(6),
    "to" TIMESTAMPTZ(6) NOT NULL,
    "max_rows" INTEGER NOT NULL,
    "timeout_s" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "hunting_run_pkey" PRIMARY KEY ("tenant_id","owner_id")
);

-- CreateTable
CREATE TABLE "hunting_run_item" (
    "tenant_id" TEXT NOT NULL,
    "owner_id" TEXT NOT NULL,
    "run_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "query_id" TEXT NOT NULL,
    "outcome" TEXT NOT NULL DEFAULT 'waiting',
    "rows" INTEGER NOT NULL DEFAULT 0,
    "is_cut" BOOLEAN NOT NULL DEFAULT false,
    "ms" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "hunting_run_item_pkey" PRIMARY KEY ("tenant_id","owner_id","run_id","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "hunting_source_tenant_id_name_key" ON "hunting_source"("tenant_id", "name");

-- CreateIndex
CREATE INDEX "hunting_run_tenant_id_state_idx" ON "hunting_run"("tenant_id", "state");

-- CreateIndex
CREATE INDEX "hunting_run_item_tenant_id_owner_id_run_id_outcome_position_idx" ON "hunting_run_item"("tenant_id", "owner_id", "run_id", "outcome", "position");

-- CreateIndex
CREATE INDEX "hunting_query_tenant_id_state_id_idx" ON "hunting_query"("tenant_id", "state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "hunting_query_tenant_id_source_id_source_key_key" ON "hunting_query"("tenant_id", "source_id", "source_key");
