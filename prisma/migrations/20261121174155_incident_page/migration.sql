-- AlterTable
ALTER TABLE "alert_evidence" ADD COLUMN     "verdict_by" TEXT;

-- AlterTable
ALTER TABLE "comment" ADD COLUMN     "deleted_at" TIMESTAMPTZ(6),
ADD COLUMN     "edited_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "incident_merge" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "undo" JSONB NOT NULL,
    "merged_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "undone_at" TIMESTAMPTZ(6),
    "undone_by" TEXT,

    CONSTRAINT "incident_merge_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "comment_mention" (
    "tenant_id" TEXT NOT NULL,
    "comment_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seen_at" TIMESTAMPTZ(6),

    CONSTRAINT "comment_mention_pkey" PRIMARY KEY ("tenant_id","comment_id","user_id")
);

-- CreateIndex
CREATE INDEX "incident_merge_tenant_id_source_id_at_idx" ON "incident_merge"("tenant_id", "source_id", "at");

-- CreateIndex
CREATE INDEX "comment_mention_tenant_id_user_id_created_at_comment_id_idx" ON "comment_mention"("tenant_id", "user_id", "created_at" DESC, "comment_id");
