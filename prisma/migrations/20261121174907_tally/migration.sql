-- CreateTable
CREATE TABLE "tally" (
    "tenant_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "member" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(6) NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "tally_pkey" PRIMARY KEY ("tenant_id","kind","bucket","member")
);

-- CreateTable
CREATE TABLE "tally_delta" (
    "tenant_id" TEXT NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "member" TEXT NOT NULL,
    "bucket" TIMESTAMPTZ(6) NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "tally_delta_pkey" PRIMARY KEY ("tenant_id","id")
);

-- What an alert, an incident and a user at risk add to the tally. An alert counts where a list would show it by default:
-- visible and live; an incident unless it was merged into another one.
CREATE FUNCTION throughline_quarter(at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT date_bin('15 minutes', at, '2000-01-01 00:00:00+00'::timestamptz)
$$;

CREATE FUNCTION throughline_alert_tally(source text, tactic text, techniques text[], classification text)
RETURNS TABLE (kind text, member text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'alert.source', source
  UNION ALL SELECT 'alert.tactic', tactic
  UNION ALL SELECT DISTINCT 'alert.technique', tactic || '/' || technique FROM unnest(techniques) AS technique
  UNION ALL SELECT 'alert.classified', source WHERE classification <> 'unknown'
  UNION ALL SELECT 'alert.falsePositive', source WHERE classification = 'falsePositive'
$$;

CREATE FUNCTION throughline_incident_tally(severity text, status text, assignee text, created timestamptz)
RETURNS TABLE (kind text, member text, bucket timestamptz) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'incident.created', severity, throughline_quarter(created) WHERE status <> 'redirected'
  UNION ALL SELECT 'incident.open', severity || '/' || coalesce(assignee, ''), 'epoch'::timestamptz
    WHERE status IN ('active', 'inProgress', 'awaitingAction')
$$;

CREATE FUNCTION throughline_count_alerts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT a.tenant_id, t.kind, t.member, throughline_quarter(a.created_at), count(*)
    FROM new_rows a, throughline_alert_tally(a.service_source, a.tactic, a.techniques, a.classification) t
    WHERE a.visible AND NOT a.historical GROUP BY 1, 2, 3, 4;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT a.tenant_id, t.kind, t.member, throughline_quarter(a.created_at), -count(*)
    FROM old_rows a, throughline_alert_tally(a.service_source, a.tactic, a.techniques, a.classification) t
    WHERE a.visible AND NOT a.historical GROUP BY 1, 2, 3, 4;
  ELSE
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT a.tenant_id, t.kind, t.member, throughline_quarter(a.created_at), sum(a.d)
    FROM (SELECT tenant_id, service_source, tactic, techniques, classification, created_at, visible, historical, 1 AS d FROM new_rows
          UNION ALL
          SELECT tenant_id, service_source, tactic, techniques, classification, created_at, visible, historical, -1 FROM old_rows) a,
      throughline_alert_tally(a.service_source, a.tactic, a.techniques, a.classification) t
    WHERE a.visible AND NOT a.historical GROUP BY 1, 2, 3, 4 HAVING sum(a.d) <> 0;
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION throughline_count_incidents() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT i.tenant_id, t.kind, t.member, t.bucket, count(*)
    FROM new_rows i, throughline_incident_tally(i.severity, i.status, i.assigned_to, i.created_at) t
    WHERE NOT i.historical GROUP BY 1, 2, 3, 4;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT i.tenant_id, t.kind, t.member, t.bucket, -count(*)
    FROM old_rows i, throughline_incident_tally(i.severity, i.status, i.assigned_to, i.created_at) t
    WHERE NOT i.historical GROUP BY 1, 2, 3, 4;
  ELSE
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT i.tenant_id, t.kind, t.member, t.bucket, sum(i.d)
    FROM (SELECT tenant_id, severity, status, assigned_to, created_at, historical, 1 AS d FROM new_rows
          UNION ALL
          SELECT tenant_id, severity, status, assigned_to, created_at, historical, -1 FROM old_rows) i,
      throughline_incident_tally(i.severity, i.status, i.assigned_to, i.created_at) t
    WHERE NOT i.historical GROUP BY 1, 2, 3, 4 HAVING sum(i.d) <> 0;
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION throughline_count_risky_users() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT tenant_id, 'risk.user', risk_level, 'epoch', count(*) FROM new_rows
    WHERE risk_state IN ('atRisk', 'confirmedCompromised') GROUP BY 1, 3;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT tenant_id, 'risk.user', risk_level, 'epoch', -count(*) FROM old_rows
    WHERE risk_state IN ('atRisk', 'confirmedCompromised') GROUP BY 1, 3;
  ELSE
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT r.tenant_id, 'risk.user', r.risk_level, 'epoch', sum(r.d)
    FROM (SELECT tenant_id, risk_level, risk_state, 1 AS d FROM new_rows
          UNION ALL SELECT tenant_id, risk_level, risk_state, -1 FROM old_rows) r
    WHERE r.risk_state IN ('atRisk', 'confirmedCompromised') GROUP BY 1, 3 HAVING sum(r.d) <> 0;
  END IF;
  RETURN NULL;
END
$$;

DO $$
DECLARE
  counted record;
BEGIN
  FOR counted IN SELECT * FROM (VALUES ('alert', 'throughline_count_alerts'), ('incident', 'throughline_count_incidents'),
    ('risky_user', 'throughline_count_risky_users')) AS c(name, counter)
  LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION %I()', counted.name || '_tally_insert', counted.name, counted.counter);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION %I()', counted.name || '_tally_update', counted.name, counted.counter);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows
      FOR EACH STATEMENT EXECUTE FUNCTION %I()', counted.name || '_tally_delete', counted.name, counted.counter);
  END LOOP;
END
$$;

-- What is stored already.
INSERT INTO tally (tenant_id, kind, member, bucket, n)
SELECT a.tenant_id, t.kind, t.member, throughline_quarter(a.created_at), count(*)
FROM alert a, throughline_alert_tally(a.service_source, a.tactic, a.techniques, a.classification) t
WHERE a.visible AND NOT a.historical GROUP BY 1, 2, 3, 4;
INSERT INTO tally (tenant_id, kind, member, bucket, n)
SELECT i.tenant_id, t.kind, t.member, t.bucket, count(*)
FROM incident i, throughline_incident_tally(i.severity, i.status, i.assigned_to, i.created_at) t
WHERE NOT i.historical GROUP BY 1, 2, 3, 4;
INSERT INTO tally (tenant_id, kind, member, bucket, n)
SELECT tenant_id, 'risk.user', risk_level, 'epoch', count(*) FROM risky_user
WHERE risk_state IN ('atRisk', 'confirmedCompromised') GROUP BY 1, 3;

-- Times to acknowledge and to resolve: an index-only scan over those of a period.
CREATE INDEX "incident_acknowledged" ON "incident" ("tenant_id", "acknowledged_at") INCLUDE ("severity", "created_at")
  WHERE "acknowledged_at" IS NOT NULL AND NOT "historical";
CREATE INDEX "incident_resolved" ON "incident" ("tenant_id", "resolved_at")
  INCLUDE ("severity", "classification", "assigned_to", "created_at")
  WHERE "status" = 'resolved' AND NOT "historical";

-- What nobody has taken yet, the latest first.
CREATE INDEX "incident_unassigned" ON "incident" ("tenant_id", "severity", "updated_at" DESC, "id")
  WHERE "assigned_to" IS NULL AND NOT "historical" AND "status" IN ('active', 'inProgress', 'awaitingAction');
