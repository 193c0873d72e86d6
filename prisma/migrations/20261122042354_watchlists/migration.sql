-- CreateTable
CREATE TABLE "watchlist" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "alias" TEXT NOT NULL,
    "alias_key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "labels" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "search_key" TEXT NOT NULL,
    "columns" TEXT[],
    "expiry_column" TEXT,
    "item_days" INTEGER,
    "expires_at" TIMESTAMPTZ(6),
    "current" INTEGER NOT NULL,
    "next_item" BIGINT NOT NULL,
    "item_count" INTEGER NOT NULL,
    "edit_count" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "watchlist_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "watchlist_version" (
    "tenant_id" TEXT NOT NULL,
    "watchlist_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "path" TEXT,
    "rejects_path" TEXT,
    "columns" TEXT[],
    "search_key" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "byte_count" BIGINT NOT NULL,
    "rejected_count" INTEGER NOT NULL DEFAULT 0,
    "how" TEXT NOT NULL,
    "source" TEXT NOT NULL DEFAULT '',
    "made_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "made_by" TEXT NOT NULL,

    CONSTRAINT "watchlist_version_pkey" PRIMARY KEY ("tenant_id","watchlist_id","number")
);

-- CreateTable
CREATE TABLE "watchlist_edit" (
    "tenant_id" TEXT NOT NULL,
    "watchlist_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "item" BIGINT NOT NULL,
    "is_deleted" BOOLEAN NOT NULL DEFAULT false,
    "delta" INTEGER NOT NULL DEFAULT 0,
    "values" TEXT[],
    "expires_at" TIMESTAMPTZ(6),
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_by" TEXT NOT NULL,

    CONSTRAINT "watchlist_edit_pkey" PRIMARY KEY ("tenant_id","watchlist_id","number","item")
);

-- CreateIndex
CREATE UNIQUE INDEX "watchlist_tenant_id_alias_key_key" ON "watchlist"("tenant_id", "alias_key");

-- CreateIndex
CREATE INDEX "watchlist_version_path_idx" ON "watchlist_version"("path");

-- CreateIndex
CREATE INDEX "watchlist_version_rejects_path_idx" ON "watchlist_version"("rejects_path");
