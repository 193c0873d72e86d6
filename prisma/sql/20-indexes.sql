-- Outbox events that wait for their sequence: a few rows of a table that grows.
CREATE INDEX "outbox_event_unsequenced" ON "outbox_event" ("id") WHERE "sequence" IS NULL;

-- Batches that work is left for.
CREATE INDEX "inbox_batch_pending" ON "inbox_batch" ("tenant_id", "seq") WHERE "state" = 'pending';
