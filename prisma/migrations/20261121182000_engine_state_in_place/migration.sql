-- State is written over and over: values up to a page stay in their row as they are. Compressing them, or storing them
-- beside their row as anything over 2 KB was, cost more than writing them.
ALTER TABLE "engine_state" SET (toast_tuple_target = 8160);
