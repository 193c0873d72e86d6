-- Search: words of names, by their beginnings. Letters and digits make a word, in any script; the tenant leads each, so
-- that an index answers for one tenant alone. No extension is needed.
CREATE FUNCTION throughline_words(tenant text, name text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(ARRAY(
    SELECT DISTINCT tenant || ' ' || left(word, 60)
    FROM unnest(regexp_split_to_array(lower(left(name, 400)), '[^[:alnum:]]+')) AS word WHERE word <> ''))
$$;

-- Every word of the text, the last one by its beginning (it is still being typed). NULL where the text has no word.
CREATE FUNCTION throughline_words_query(tenant text, search text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(quote_literal(tenant || ' ' || left(word, 60)) || CASE WHEN n = last THEN ':*' ELSE '' END, ' & ')::tsquery
  FROM (SELECT word, n, max(n) OVER () AS last
        FROM unnest(regexp_split_to_array(lower(left(search, 400)), '[^[:alnum:]]+')) WITH ORDINALITY AS w(word, n)
        WHERE word <> '') t
$$;

CREATE INDEX "incident_words" ON "incident" USING gin (throughline_words("tenant_id", "display_name"));
CREATE INDEX "alert_words" ON "alert" USING gin (throughline_words("tenant_id", "title"));
-- Only what people know by a name; addresses, files and processes are many, and are found by how they begin.
CREATE INDEX "entity_words" ON "entity" USING gin (throughline_words("tenant_id", "name"))
  WHERE "type" IN ('account', 'host', 'mailbox', 'mailMessage', 'cloudApplication', 'oauthApplication', 'servicePrincipal', 'securityGroup');
CREATE INDEX "entity_name_begins" ON "entity" ("tenant_id", left(lower("name"), 200) text_pattern_ops);

-- A database whose order of texts is not that of their bytes cannot use the plain index for beginnings.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_database WHERE datname = current_database()
                 AND (datcollate IN ('C', 'POSIX') OR coalesce(to_jsonb(pg_database)->>'datlocprovider', 'c') = 'b')) THEN
    CREATE INDEX "entity_identifier_begins" ON "entity_identifier" ("tenant_id", "value" text_pattern_ops);
  END IF;
END
$$;
