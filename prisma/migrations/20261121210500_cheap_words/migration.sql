-- The words of a name stand in an index, so they are computed anew with every change of the row, whatever it changes:
-- as a query over the words that took half of the cost of closing an alert. As one expression PostgreSQL computes it in
-- place. Words are no longer cut at 60 letters: the name is cut at 400.
CREATE OR REPLACE FUNCTION throughline_words(tenant text, name text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(string_to_array(tenant || ' ' || replace(
    regexp_replace(lower(left(name, 400)), '[^[:alnum:]]+', chr(1), 'g'), chr(1), chr(1) || tenant || ' '), chr(1)))
$$;

CREATE OR REPLACE FUNCTION throughline_words_query(tenant text, search text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(quote_literal(tenant || ' ' || word) || CASE WHEN n = last THEN ':*' ELSE '' END, ' & ')::tsquery
  FROM (SELECT word, n, max(n) OVER () AS last
        FROM unnest(regexp_split_to_array(lower(left(search, 400)), '[^[:alnum:]]+')) WITH ORDINALITY AS w(word, n)
        WHERE word <> '') t
$$;

REINDEX INDEX "incident_words";
REINDEX INDEX "alert_words";
REINDEX INDEX "entity_words";
