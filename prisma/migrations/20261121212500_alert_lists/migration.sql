-- What a list of alerts is filtered by, of every alert: visible, historical, status, severity, classification, source,
-- domain, tactic, detector, assignee. Alerts are many, these combinations few: a list counts them instead of its rows.
CREATE FUNCTION throughline_alert_cell(visible boolean, historical boolean, status text, severity text, classification text,
  source text, domain text, tactic text, detector text, assignee text)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (CASE WHEN visible THEN 't' ELSE 'f' END) || chr(31) || (CASE WHEN historical THEN 't' ELSE 'f' END) || chr(31)
    || status || chr(31) || severity || chr(31) || classification || chr(31) || source || chr(31) || domain
    || chr(31) || tactic || chr(31) || detector || chr(31) || coalesce(assignee, '')
$$;

-- What a service level decides by, by the quarter in which the detection was stored.
CREATE FUNCTION throughline_alert_stored(source text, severity text, visible boolean)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT source || '/' || severity || '/' || (CASE WHEN visible THEN 't' ELSE 'f' END)
$$;

CREATE FUNCTION throughline_count_alert_cells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT a.tenant_id, 'alert.cell', throughline_alert_cell(a.visible, a.historical, a.status, a.severity, a.classification,
      a.service_source, a.domain, a.tactic, a.detector_id, a.assigned_to), 'epoch', count(*) FROM new_rows a GROUP BY 1, 3;
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT a.tenant_id, 'alert.stored', throughline_alert_stored(a.service_source, a.severity, a.visible), throughline_quarter(a.created_at), count(*)
    FROM new_rows a GROUP BY 1, 3, 4;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT a.tenant_id, 'alert.cell', throughline_alert_cell(a.visible, a.historical, a.status, a.severity, a.classification,
      a.service_source, a.domain, a.tactic, a.detector_id, a.assigned_to), 'epoch', -count(*) FROM old_rows a GROUP BY 1, 3;
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT a.tenant_id, 'alert.stored', throughline_alert_stored(a.service_source, a.severity, a.visible), throughline_quarter(a.created_at), -count(*)
    FROM old_rows a GROUP BY 1, 3, 4;
  ELSE
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT t.tenant_id, 'alert.cell', t.cell, 'epoch', sum(t.d)
    FROM (SELECT a.tenant_id, throughline_alert_cell(a.visible, a.historical, a.status, a.severity, a.classification,
      a.service_source, a.domain, a.tactic, a.detector_id, a.assigned_to) AS cell, 1 AS d FROM new_rows a
          UNION ALL SELECT a.tenant_id, throughline_alert_cell(a.visible, a.historical, a.status, a.severity, a.classification,
      a.service_source, a.domain, a.tactic, a.detector_id, a.assigned_to), -1 FROM old_rows a) t
    GROUP BY 1, 3 HAVING sum(t.d) <> 0;
    INSERT INTO tally_delta (tenant_id, kind, member, bucket, n)
    SELECT t.tenant_id, 'alert.stored', t.stored, t.bucket, sum(t.d)
    FROM (SELECT a.tenant_id, throughline_alert_stored(a.service_source, a.severity, a.visible) AS stored, throughline_quarter(a.created_at) AS bucket, 1 AS d FROM new_rows a
          UNION ALL SELECT a.tenant_id, throughline_alert_stored(a.service_source, a.severity, a.visible), throughline_quarter(a.created_at), -1 FROM old_rows a) t
    GROUP BY 1, 3, 4 HAVING sum(t.d) <> 0;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER "alert_cell_insert" AFTER INSERT ON "alert" REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION throughline_count_alert_cells();
CREATE TRIGGER "alert_cell_update" AFTER UPDATE ON "alert" REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION throughline_count_alert_cells();
CREATE TRIGGER "alert_cell_delete" AFTER DELETE ON "alert" REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION throughline_count_alert_cells();

INSERT INTO tally (tenant_id, kind, member, bucket, n)
SELECT a.tenant_id, 'alert.cell', throughline_alert_cell(a.visible, a.historical, a.status, a.severity, a.classification,
      a.service_source, a.domain, a.tactic, a.detector_id, a.assigned_to), 'epoch', count(*) FROM alert a GROUP BY 1, 3;
INSERT INTO tally (tenant_id, kind, member, bucket, n)
SELECT a.tenant_id, 'alert.stored', throughline_alert_stored(a.service_source, a.severity, a.visible), throughline_quarter(a.created_at), count(*) FROM alert a GROUP BY 1, 3, 4;

-- Rare values among a million alerts: each list in its order.
CREATE INDEX "alert_by_source" ON "alert" ("tenant_id", "service_source", "updated_at" DESC, "id");
CREATE INDEX "alert_by_domain" ON "alert" ("tenant_id", "domain", "updated_at" DESC, "id");
CREATE INDEX "alert_by_tactic" ON "alert" ("tenant_id", "tactic", "updated_at" DESC, "id");
CREATE INDEX "alert_by_assignee" ON "alert" ("tenant_id", "assigned_to", "updated_at" DESC, "id") WHERE "assigned_to" IS NOT NULL;
CREATE INDEX "alert_classified" ON "alert" ("tenant_id", "classification", "updated_at" DESC, "id") WHERE "classification" <> 'unknown';
CREATE INDEX "alert_signals" ON "alert" ("tenant_id", "updated_at" DESC, "id") WHERE NOT "visible";
CREATE INDEX "alert_techniques" ON "alert" USING gin ("techniques") WITH (fastupdate = on);

-- Rare kinds of risk detections.
CREATE INDEX "risk_detection_by_type" ON "risk_detection" ("tenant_id", "risk_event_type", "activity_at" DESC, "id");
CREATE INDEX "risk_detection_by_address" ON "risk_detection" ("tenant_id", "ip_address", "activity_at" DESC, "id") WHERE "ip_address" IS NOT NULL;
CREATE INDEX "risky_sign_in_by_address" ON "risky_sign_in" ("tenant_id", "ip_address", "at" DESC, "id") WHERE "ip_address" IS NOT NULL;
