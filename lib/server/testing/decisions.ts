/** Everything that follows from the rows, without ids and times of arrival. Row ids name batches, which a kill cuts anew. */
export const DECISIONS = `select
  (select json_agg(json_build_array(key, title, severity, count, first_activity, last_activity,
     (select json_agg(json_build_array(name, role, prevalence) order by name, role) from alert_evidence e where e.alert_id = a.id)) order by key) from alert a) as alerts,
  (select json_agg(json_build_array(display_name, status, severity, alert_count, entity_count, priority) order by display_name, id) from incident) as incidents,
  (select json_agg(json_build_array(score, terms) order by id) from incident_link) as links,
  (select json_agg(json_build_array(id, risk_level, risk_state) order by id) from risky_user) as users,
  (select json_agg(json_build_array(key, risk_level, activity_at) order by key) from risk_detection) as detections,
  (select json_agg(json_build_array(key, regexp_replace(value, '[0-9a-f-]{36}:[0-9]+', '', 'g')) order by key)
     from engine_state where key not like 'watermark%' and key not like 'pruned%'
      -- Whether an expired value is gone yet depends on the moment of the last transaction; nothing reads it.
      and (expires_at is null or expires_at >= (select to_timestamp(max(value::float8) / 1000) from engine_state where key like 'watermark%'))) as state`;
