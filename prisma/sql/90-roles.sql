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
