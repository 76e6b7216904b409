-- Who reads for PostGraphile, and what of: the tables that the queries are about.
CREATE ROLE bench_reader LOGIN;
GRANT SELECT ON account, sender, sms_number, credential, partner TO bench_reader;
-- Nothing says yet that a list may be ordered by it.
COMMENT ON COLUMN sender.is_default IS E'@behavior +attribute:orderBy';
-- Read to know the viewer, and not for viewers to read.
COMMENT ON TABLE credential IS E'@behavior -*';
COMMENT ON TABLE partner IS E'@behavior -*';
