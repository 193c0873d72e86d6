-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "tenant" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setting" (
    "tenant_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("tenant_id","key")
);

-- CreateTable
CREATE TABLE "app_user" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "roles" TEXT[],
    "provider" TEXT NOT NULL DEFAULT 'password',
    "disabled_at" TIMESTAMPTZ(6),
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "app_session" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),
    "ip" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "app_session_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "setup_link" (
    "token_hash" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "user_id" TEXT,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),

    CONSTRAINT "setup_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "rate_window" (
    "key" TEXT NOT NULL,
    "window_start" TIMESTAMPTZ(6) NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rate_window_pkey" PRIMARY KEY ("key","window_start")
);

-- CreateTable
CREATE TABLE "api_token" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "scopes" TEXT[],
    "expires_at" TIMESTAMPTZ(6),
    "revoked_at" TIMESTAMPTZ(6),
    "last_used_at" TIMESTAMPTZ(6),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "seq" BIGSERIAL NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "changes" JSONB NOT NULL,
    "reason" TEXT,
    "request_id" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "tenant_id" TEXT NOT NULL,
    "from_seq" BIGINT NOT NULL,
    "to_seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("tenant_id","to_seq")
);

-- CreateTable
CREATE TABLE "ingest_session" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'open',
    "mode" TEXT NOT NULL DEFAULT 'history',
    "rows" BIGINT NOT NULL DEFAULT 0,
    "duplicates" BIGINT NOT NULL DEFAULT 0,
    "dead_letters" BIGINT NOT NULL DEFAULT 0,
    "cursor" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT NOT NULL DEFAULT 0,
    "watermark" TIMESTAMPTZ(6),
    "summary" JSONB,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(6),

    CONSTRAINT "ingest_session_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "inbox_batch" (
    "seq" BIGSERIAL NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT '',
    "session_id" TEXT,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "staged" BYTEA,
    "events" BYTEA,
    "row_count" INTEGER NOT NULL,
    "byte_count" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(6),
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "duplicates" INTEGER NOT NULL DEFAULT 0,
    "dead_lettered" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "staged_path" TEXT,
    "events_path" TEXT,
    "dropped_lines" INTEGER[],
    "min_time" TIMESTAMPTZ(6),
    "max_time" TIMESTAMPTZ(6),
    "request_id" TEXT NOT NULL,

    CONSTRAINT "inbox_batch_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "batch_receipt" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT '',
    "table_name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "session_id" TEXT,
    "row_count" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "duplicates" INTEGER NOT NULL,
    "dead_lettered" INTEGER NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,
    "processed_at" TIMESTAMPTZ(6) NOT NULL,
    "request_id" TEXT NOT NULL,
    "min_time" TIMESTAMPTZ(6),
    "max_time" TIMESTAMPTZ(6),

    CONSTRAINT "batch_receipt_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "ingest_key" (
    "tenant_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "key" BYTEA NOT NULL,

    CONSTRAINT "ingest_key_pkey" PRIMARY KEY ("tenant_id","origin","table_name","day","key")
);

-- CreateTable
CREATE TABLE "dead_letter" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "batch_id" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT '',
    "line" INTEGER NOT NULL,
    "field" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "raw" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'open',
    "retried_as" TEXT,

    CONSTRAINT "dead_letter_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "source_health" (
    "tenant_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT '',
    "table_name" TEXT NOT NULL,
    "rows" BIGINT NOT NULL DEFAULT 0,
    "duplicates" BIGINT NOT NULL DEFAULT 0,
    "dead_letters" BIGINT NOT NULL DEFAULT 0,
    "last_event_at" TIMESTAMPTZ(6),
    "last_ingest_at" TIMESTAMPTZ(6),
    "mean_gap" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "lag" DOUBLE PRECISION NOT NULL DEFAULT 0,

    CONSTRAINT "source_health_pkey" PRIMARY KEY ("tenant_id","origin","table_name")
);

-- CreateTable
CREATE TABLE "lake_segment" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT '',
    "day" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL,
    "byte_count" BIGINT NOT NULL,
    "min_time" TIMESTAMPTZ(6) NOT NULL,
    "max_time" TIMESTAMPTZ(6) NOT NULL,
    "min_principal" TEXT NOT NULL,
    "max_principal" TEXT NOT NULL,
    "min_ingested" TIMESTAMPTZ(6) NOT NULL,
    "compacted" BOOLEAN NOT NULL DEFAULT false,
    "schema_version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lake_segment_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "lake_file" (
    "path" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lake_file_pkey" PRIMARY KEY ("path")
);

-- CreateTable
CREATE TABLE "lake_pin" (
    "id" TEXT NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "paths" TEXT[],
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "lake_pin_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "engine_lease" (
    "tenant_id" TEXT NOT NULL,
    "epoch" BIGINT NOT NULL,
    "holder" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "engine_lease_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "engine_state" (
    "tenant_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(6),

    CONSTRAINT "engine_state_pkey" PRIMARY KEY ("tenant_id","origin","key")
);

-- CreateTable
CREATE TABLE "engine_command" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "applied_at" TIMESTAMPTZ(6),

    CONSTRAINT "engine_command_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "exclusion" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "detector_id" TEXT NOT NULL,
    "identifiers" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "exclusion_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "entity" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "props" JSONB NOT NULL DEFAULT '{}',
    "first_seen" TIMESTAMPTZ(6) NOT NULL,
    "last_seen" TIMESTAMPTZ(6) NOT NULL,
    "merged_into" TEXT,
    "hub_pin" TEXT,

    CONSTRAINT "entity_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "entity_identifier" (
    "tenant_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(6) NOT NULL,
    "last_seen" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "entity_identifier_pkey" PRIMARY KEY ("tenant_id","origin","type","kind","value")
);

-- CreateTable
CREATE TABLE "entity_merge" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "winner_id" TEXT NOT NULL,
    "loser_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "row_id" TEXT,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "entity_merge_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "alert" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT '',
    "repeat_key" TEXT NOT NULL,
    "detector_id" TEXT NOT NULL,
    "provider_alert_id" TEXT,
    "provider_incident_id" TEXT,
    "contains_alert_ids" TEXT[],
    "service_source" TEXT NOT NULL,
    "detection_source" TEXT NOT NULL,
    "also_seen_by" JSONB NOT NULL DEFAULT '[]',
    "domain" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "tactic" TEXT NOT NULL,
    "techniques" TEXT[],
    "status" TEXT NOT NULL DEFAULT 'new',
    "classification" TEXT NOT NULL DEFAULT 'unknown',
    "determination" TEXT NOT NULL DEFAULT 'unknown',
    "assigned_to" TEXT,
    "first_activity" TIMESTAMPTZ(6) NOT NULL,
    "last_activity" TIMESTAMPTZ(6) NOT NULL,
    "count" INTEGER NOT NULL DEFAULT 1,
    "reasons" JSONB NOT NULL DEFAULT '[]',
    "alert_url" TEXT,
    "incident_id" TEXT,
    "historical" BOOLEAN NOT NULL DEFAULT false,
    "visible" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "alert_fact" (
    "tenant_id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "fact" TEXT NOT NULL,
    "alert_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "alert_fact_pkey" PRIMARY KEY ("tenant_id","origin","fact")
);

-- CreateTable
CREATE TABLE "alert_evidence" (
    "tenant_id" TEXT NOT NULL,
    "alert_id" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "verdict" TEXT NOT NULL DEFAULT 'unknown',
    "remediation" TEXT NOT NULL DEFAULT 'none',
    "props" JSONB NOT NULL DEFAULT '{}',
    "prevalence" INTEGER NOT NULL DEFAULT 0,
    "baseline_days" INTEGER NOT NULL DEFAULT 0,
    "first_activity" TIMESTAMPTZ(6) NOT NULL,
    "last_activity" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "alert_evidence_pkey" PRIMARY KEY ("tenant_id","alert_id","entity_id")
);

-- CreateTable
CREATE TABLE "alert_row" (
    "tenant_id" TEXT NOT NULL,
    "alert_id" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "table_name" TEXT NOT NULL,
    "time" TIMESTAMPTZ(6) NOT NULL,
    "row" JSONB,

    CONSTRAINT "alert_row_pkey" PRIMARY KEY ("tenant_id","alert_id","row_id")
);

-- CreateTable
CREATE TABLE "incident" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "origin" TEXT NOT NULL DEFAULT '',
    "display_name" TEXT NOT NULL,
    "name_is_custom" BOOLEAN NOT NULL DEFAULT false,
    "severity" TEXT NOT NULL,
    "severity_is_custom" BOOLEAN NOT NULL DEFAULT false,
    "status" TEXT NOT NULL DEFAULT 'active',
    "classification" TEXT NOT NULL DEFAULT 'unknown',
    "determination" TEXT NOT NULL DEFAULT 'unknown',
    "assigned_to" TEXT,
    "custom_tags" TEXT[],
    "system_tags" TEXT[],
    "priority" INTEGER NOT NULL DEFAULT 0,
    "priority_terms" JSONB NOT NULL DEFAULT '[]',
    "redirect_incident_id" TEXT,
    "follow_up_of" TEXT,
    "continued_by" TEXT,
    "resolving_comment" TEXT,
    "first_activity" TIMESTAMPTZ(6) NOT NULL,
    "last_activity" TIMESTAMPTZ(6) NOT NULL,
    "alert_count" INTEGER NOT NULL DEFAULT 0,
    "active_alert_count" INTEGER NOT NULL DEFAULT 0,
    "entity_count" INTEGER NOT NULL DEFAULT 0,
    "service_sources" TEXT[],
    "domains" TEXT[],
    "tactics" TEXT[],
    "impacted" JSONB NOT NULL DEFAULT '[]',
    "historical" BOOLEAN NOT NULL DEFAULT false,
    "acknowledged_at" TIMESTAMPTZ(6),
    "resolved_at" TIMESTAMPTZ(6),
    "last_modified_by" TEXT NOT NULL DEFAULT 'throughline',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "incident_membership" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "alert_id" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "until_at" TIMESTAMPTZ(6),
    "cause" TEXT NOT NULL,
    "from_incident_id" TEXT,

    CONSTRAINT "incident_membership_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "incident_link" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "alert_id" TEXT NOT NULL,
    "other_alert_id" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "threshold" DOUBLE PRECISION NOT NULL,
    "terms" JSONB NOT NULL,
    "bonuses" JSONB NOT NULL,
    "rule" TEXT NOT NULL,
    "engine_version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "incident_link_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "correlation_constraint" (
    "tenant_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "alert_id" TEXT NOT NULL,
    "incident_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "correlation_constraint_pkey" PRIMARY KEY ("tenant_id","alert_id","incident_id","kind")
);

-- CreateTable
CREATE TABLE "comment" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "comment_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "task" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "target_type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "incident_id" TEXT,
    "status" TEXT NOT NULL DEFAULT 'open',
    "assigned_to" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(6),
    "done_by" TEXT,

    CONSTRAINT "task_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "risk_detection" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT '',
    "user_id" TEXT NOT NULL,
    "risk_event_type" TEXT NOT NULL,
    "risk_level" TEXT NOT NULL,
    "risk_state" TEXT NOT NULL,
    "risk_detail" TEXT NOT NULL DEFAULT 'none',
    "timing" TEXT NOT NULL,
    "activity" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "sign_in_id" TEXT,
    "alert_id" TEXT,
    "ip_address" TEXT,
    "location" JSONB,
    "additional_info" JSONB NOT NULL DEFAULT '[]',
    "activity_at" TIMESTAMPTZ(6) NOT NULL,
    "detected_at" TIMESTAMPTZ(6) NOT NULL,
    "updated_at" TIMESTAMPTZ(6) NOT NULL,
    "historical" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "risk_detection_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "risky_sign_in" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT '',
    "user_id" TEXT NOT NULL,
    "row_id" TEXT,
    "level_during" TEXT NOT NULL,
    "level_aggregated" TEXT NOT NULL,
    "risk_state" TEXT NOT NULL,
    "risk_detail" TEXT NOT NULL DEFAULT 'none',
    "risk_event_types" TEXT[],
    "ip_address" TEXT,
    "location" JSONB,
    "app" TEXT,
    "at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "risky_sign_in_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "risky_user" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT '',
    "risk_level" TEXT NOT NULL,
    "risk_state" TEXT NOT NULL,
    "risk_detail" TEXT NOT NULL,
    "explanation" JSONB NOT NULL DEFAULT '[]',
    "is_processing" BOOLEAN NOT NULL DEFAULT false,
    "is_deleted" BOOLEAN NOT NULL DEFAULT false,
    "last_updated" TIMESTAMPTZ(6) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "risky_user_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "risk_history" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "risk_level" TEXT NOT NULL,
    "risk_state" TEXT NOT NULL,
    "risk_detail" TEXT NOT NULL,
    "from_level" TEXT NOT NULL,
    "from_state" TEXT NOT NULL,
    "event_types" TEXT[],
    "explanation" JSONB NOT NULL DEFAULT '[]',
    "initiated_by" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "seq" BIGSERIAL NOT NULL,

    CONSTRAINT "risk_history_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "outbox_event" (
    "id" BIGSERIAL NOT NULL,
    "tenant_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "quiet" BOOLEAN NOT NULL DEFAULT false,
    "sequence" BIGINT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbox_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "events" TEXT[],
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "webhook_delivery" (
    "tenant_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "webhook_id" TEXT NOT NULL,
    "event_id" BIGINT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "last_error" TEXT,
    "next_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(6),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "app_user_tenant_id_email_key" ON "app_user"("tenant_id", "email");

-- CreateIndex
CREATE INDEX "app_session_tenant_id_user_id_idx" ON "app_session"("tenant_id", "user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_token"("hash");

-- CreateIndex
CREATE INDEX "audit_entry_tenant_id_target_type_target_id_seq_idx" ON "audit_entry"("tenant_id", "target_type", "target_id", "seq");

-- CreateIndex
CREATE INDEX "audit_entry_tenant_id_seq_idx" ON "audit_entry"("tenant_id", "seq");

-- CreateIndex
CREATE INDEX "ingest_session_tenant_id_state_idx" ON "ingest_session"("tenant_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_batch_id_key" ON "inbox_batch"("id");

-- CreateIndex
CREATE INDEX "inbox_batch_tenant_id_state_seq_idx" ON "inbox_batch"("tenant_id", "state", "seq");

-- CreateIndex
CREATE INDEX "inbox_batch_tenant_id_session_id_seq_idx" ON "inbox_batch"("tenant_id", "session_id", "seq");

-- CreateIndex
CREATE INDEX "inbox_batch_tenant_id_request_id_idx" ON "inbox_batch"("tenant_id", "request_id");

-- CreateIndex
CREATE INDEX "batch_receipt_tenant_id_request_id_idx" ON "batch_receipt"("tenant_id", "request_id");

-- CreateIndex
CREATE INDEX "batch_receipt_received_at_idx" ON "batch_receipt"("received_at");

-- CreateIndex
CREATE INDEX "dead_letter_tenant_id_state_at_idx" ON "dead_letter"("tenant_id", "state", "at" DESC);

-- CreateIndex
CREATE INDEX "dead_letter_tenant_id_batch_id_idx" ON "dead_letter"("tenant_id", "batch_id");

-- CreateIndex
CREATE INDEX "lake_segment_tenant_id_table_name_day_idx" ON "lake_segment"("tenant_id", "table_name", "day");

-- CreateIndex
CREATE INDEX "lake_segment_tenant_id_table_name_max_time_idx" ON "lake_segment"("tenant_id", "table_name", "max_time");

-- CreateIndex
CREATE INDEX "lake_file_state_at_idx" ON "lake_file"("state", "at");

-- CreateIndex
CREATE INDEX "lake_pin_expires_at_idx" ON "lake_pin"("expires_at");

-- CreateIndex
CREATE INDEX "engine_state_tenant_id_origin_expires_at_idx" ON "engine_state"("tenant_id", "origin", "expires_at");

-- CreateIndex
CREATE INDEX "engine_command_tenant_id_applied_at_seq_idx" ON "engine_command"("tenant_id", "applied_at", "seq");

-- CreateIndex
CREATE INDEX "entity_tenant_id_type_name_idx" ON "entity"("tenant_id", "type", "name");

-- CreateIndex
CREATE INDEX "entity_identifier_tenant_id_entity_id_idx" ON "entity_identifier"("tenant_id", "entity_id");

-- CreateIndex
CREATE INDEX "entity_identifier_tenant_id_value_idx" ON "entity_identifier"("tenant_id", "value");

-- CreateIndex
CREATE INDEX "entity_merge_tenant_id_winner_id_idx" ON "entity_merge"("tenant_id", "winner_id");

-- CreateIndex
CREATE INDEX "alert_tenant_id_incident_id_first_activity_idx" ON "alert"("tenant_id", "incident_id", "first_activity");

-- CreateIndex
CREATE INDEX "alert_tenant_id_created_at_id_idx" ON "alert"("tenant_id", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "alert_tenant_id_updated_at_id_idx" ON "alert"("tenant_id", "updated_at" DESC, "id");

-- CreateIndex
CREATE INDEX "alert_tenant_id_repeat_key_last_activity_idx" ON "alert"("tenant_id", "repeat_key", "last_activity");

-- CreateIndex
CREATE INDEX "alert_tenant_id_historical_status_updated_at_id_idx" ON "alert"("tenant_id", "historical", "status", "updated_at" DESC, "id");

-- CreateIndex
CREATE INDEX "alert_tenant_id_historical_status_severity_updated_at_id_vi_idx" ON "alert"("tenant_id", "historical", "status", "severity", "updated_at" DESC, "id", "visible");

-- CreateIndex
CREATE UNIQUE INDEX "alert_tenant_id_key_key" ON "alert"("tenant_id", "key");

-- CreateIndex
CREATE INDEX "alert_fact_tenant_id_alert_id_idx" ON "alert_fact"("tenant_id", "alert_id");

-- CreateIndex
CREATE INDEX "alert_evidence_tenant_id_entity_id_last_activity_idx" ON "alert_evidence"("tenant_id", "entity_id", "last_activity");

-- CreateIndex
CREATE INDEX "incident_tenant_id_updated_at_id_idx" ON "incident"("tenant_id", "updated_at" DESC, "id");

-- CreateIndex
CREATE INDEX "incident_tenant_id_created_at_id_idx" ON "incident"("tenant_id", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "incident_tenant_id_historical_status_updated_at_id_idx" ON "incident"("tenant_id", "historical", "status", "updated_at" DESC, "id");

-- CreateIndex
CREATE INDEX "incident_tenant_id_severity_updated_at_id_idx" ON "incident"("tenant_id", "severity", "updated_at" DESC, "id");

-- CreateIndex
CREATE INDEX "incident_tenant_id_historical_status_severity_assigned_to_idx" ON "incident"("tenant_id", "historical", "status", "severity", "assigned_to");

-- CreateIndex
CREATE INDEX "incident_tenant_id_priority_id_idx" ON "incident"("tenant_id", "priority" DESC, "id");

-- CreateIndex
CREATE INDEX "incident_tenant_id_last_activity_id_idx" ON "incident"("tenant_id", "last_activity" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "incident_tenant_id_number_key" ON "incident"("tenant_id", "number");

-- CreateIndex
CREATE INDEX "incident_membership_tenant_id_incident_id_idx" ON "incident_membership"("tenant_id", "incident_id");

-- CreateIndex
CREATE INDEX "incident_membership_tenant_id_alert_id_idx" ON "incident_membership"("tenant_id", "alert_id");

-- CreateIndex
CREATE INDEX "incident_link_tenant_id_incident_id_idx" ON "incident_link"("tenant_id", "incident_id");

-- CreateIndex
CREATE INDEX "incident_link_tenant_id_alert_id_idx" ON "incident_link"("tenant_id", "alert_id");

-- CreateIndex
CREATE INDEX "comment_tenant_id_target_type_target_id_created_at_idx" ON "comment"("tenant_id", "target_type", "target_id", "created_at");

-- CreateIndex
CREATE INDEX "task_tenant_id_status_created_at_idx" ON "task"("tenant_id", "status", "created_at");

-- CreateIndex
CREATE INDEX "task_tenant_id_target_type_target_id_idx" ON "task"("tenant_id", "target_type", "target_id");

-- CreateIndex
CREATE INDEX "risk_detection_tenant_id_user_id_activity_at_idx" ON "risk_detection"("tenant_id", "user_id", "activity_at" DESC);

-- CreateIndex
CREATE INDEX "risk_detection_tenant_id_activity_at_id_idx" ON "risk_detection"("tenant_id", "activity_at" DESC, "id");

-- CreateIndex
CREATE INDEX "risk_detection_tenant_id_alert_id_idx" ON "risk_detection"("tenant_id", "alert_id");

-- CreateIndex
CREATE UNIQUE INDEX "risk_detection_tenant_id_key_key" ON "risk_detection"("tenant_id", "key");

-- CreateIndex
CREATE INDEX "risky_sign_in_tenant_id_user_id_at_idx" ON "risky_sign_in"("tenant_id", "user_id", "at" DESC);

-- CreateIndex
CREATE INDEX "risky_user_tenant_id_last_updated_id_idx" ON "risky_user"("tenant_id", "last_updated" DESC, "id");

-- CreateIndex
CREATE INDEX "risky_user_tenant_id_risk_level_last_updated_idx" ON "risky_user"("tenant_id", "risk_level", "last_updated" DESC);

-- CreateIndex
CREATE INDEX "risk_history_tenant_id_user_id_seq_idx" ON "risk_history"("tenant_id", "user_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_event_sequence_key" ON "outbox_event"("sequence");

-- CreateIndex
CREATE INDEX "outbox_event_created_at_idx" ON "outbox_event"("created_at");

-- CreateIndex
CREATE INDEX "webhook_delivery_status_next_at_idx" ON "webhook_delivery"("status", "next_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_delivery_tenant_id_webhook_id_event_id_key" ON "webhook_delivery"("tenant_id", "webhook_id", "event_id");

-- prisma/sql/10-storage.sql
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

-- prisma/sql/20-indexes.sql
-- Outbox events that wait for their sequence: a few rows of a table that grows.
CREATE INDEX "outbox_event_unsequenced" ON "outbox_event" ("id") WHERE "sequence" IS NULL;

-- Batches that work is left for.
CREATE INDEX "inbox_batch_pending" ON "inbox_batch" ("tenant_id", "seq") WHERE "state" = 'pending';

-- What a vendor grouped: few alerts have these, so the indexes hold those only.
CREATE INDEX "alert_provider_alert" ON "alert" ("tenant_id", "service_source", "provider_alert_id") WHERE "provider_alert_id" IS NOT NULL;
CREATE INDEX "alert_provider_incident" ON "alert" ("tenant_id", "service_source", "provider_incident_id") WHERE "provider_incident_id" IS NOT NULL;
CREATE INDEX "alert_contains" ON "alert" USING gin ("contains_alert_ids") WHERE "contains_alert_ids" <> ARRAY[]::text[];

-- prisma/sql/30-audit.sql
-- Whoever inserts into the audit trail holds this lock, shared, from before the row gets its number until commit. The
-- sealer takes it alone for an instant: then no lower number can still appear behind what it seals.
CREATE FUNCTION throughline_audit_gate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7401, 1);
  RETURN NULL;
END
$$;
CREATE TRIGGER "audit_entry_gate" BEFORE INSERT ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION throughline_audit_gate();

-- prisma/sql/90-roles.sql
-- The audit trail is append-only, for the owner of the tables as well (an outside database may have one role for all).
CREATE FUNCTION throughline_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER "audit_entry_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION throughline_append_only();

-- The application connects as throughline_app where that role exists: rows, no structure; audit entries are inserted
-- and read only.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'throughline_app') AND current_user <> 'throughline_app' THEN
    GRANT USAGE ON SCHEMA public TO throughline_app;
    GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public TO throughline_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO throughline_app;
    REVOKE ALL ON "audit_entry", "audit_seal" FROM throughline_app;
    GRANT SELECT, INSERT ON "audit_entry", "audit_seal" TO throughline_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO throughline_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO throughline_app;
    IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
      REVOKE ALL ON "_prisma_migrations" FROM throughline_app;
      GRANT SELECT ON "_prisma_migrations" TO throughline_app;
    END IF;
  END IF;
END
$$;
