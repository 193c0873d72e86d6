-- What was changed waits in a list that every search passes over until it is worked in, and 4 MB of it cost a search more
-- than the index does. A short list is worked in often, and quickly.
ALTER INDEX "incident_words" SET (gin_pending_list_limit = 256);
ALTER INDEX "alert_words" SET (gin_pending_list_limit = 256);
ALTER INDEX "entity_words" SET (gin_pending_list_limit = 256);
ALTER INDEX "alert_techniques" SET (gin_pending_list_limit = 256);
