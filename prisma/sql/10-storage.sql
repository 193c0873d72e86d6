-- Payloads are NDJSON that is read once and deleted: compressing them would cost more than it saves.
ALTER TABLE "inbox_batch" ALTER COLUMN "staged" SET STORAGE EXTERNAL;
ALTER TABLE "inbox_batch" ALTER COLUMN "events" SET STORAGE EXTERNAL;

-- Rows come and go by the thousand: vacuum by count of dead rows, not by share of the table.
ALTER TABLE "inbox_batch" SET (
  autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
  autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 1000
);
ALTER TABLE "engine_state" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "source_health" SET (fillfactor = 50);
ALTER TABLE "engine_lease" SET (fillfactor = 50);

-- State is written over and over. LZ4 costs a fraction of the default; a PostgreSQL built without it keeps the default.
DO $$
BEGIN
  ALTER TABLE "engine_state" ALTER COLUMN "value" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
  NULL;
END
$$;
