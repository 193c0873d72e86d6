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
