-- PostGraphile's role, and its access to the tables of the queries.
CREATE ROLE bench_reader LOGIN;
GRANT SELECT ON account, sender, sms_number, credential, partner TO bench_reader;
-- Allow ordering by this column.
COMMENT ON COLUMN sender.is_default IS E'@behavior +attribute:orderBy';
-- Used for authentication only: hide it from the schema.
COMMENT ON TABLE credential IS E'@behavior -*';
COMMENT ON TABLE partner IS E'@behavior -*';
