-- CreateTable
CREATE TABLE "ingest_keys" (
    "tenant_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "keys" BYTEA NOT NULL,

    CONSTRAINT "ingest_keys_pkey" PRIMARY KEY ("tenant_id","origin","table_name","day","seq")
);

-- Hashes cannot be compressed.
ALTER TABLE "ingest_keys" ALTER COLUMN "keys" SET STORAGE EXTERNAL;

-- The keys so far, a few thousand to a chunk.
INSERT INTO "ingest_keys" ("tenant_id", "origin", "table_name", "day", "keys")
  SELECT "tenant_id", "origin", "table_name", "day", string_agg("key", '')
  FROM (SELECT *, row_number() OVER (PARTITION BY "tenant_id", "origin", "table_name", "day") / 5000 AS "part" FROM "ingest_key") AS "numbered"
  GROUP BY "tenant_id", "origin", "table_name", "day", "part";

-- DropTable
DROP TABLE "ingest_key";
