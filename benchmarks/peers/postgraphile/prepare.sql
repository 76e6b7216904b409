-- What PostGraphile needs beside Textgate's tables. Its reader is no owner, so that row security holds for it;
-- Textgate, which owns them, says its partner in each statement and is not touched by any of this.
CREATE ROLE bench_reader LOGIN;
GRANT SELECT ON account, sender, sms_number, credential, partner TO bench_reader;

-- The setting is read once a statement, not once a row.
CREATE FUNCTION viewer_partner() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT current_setting('textgate.partner_id')::uuid $$;
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE sender ENABLE ROW LEVEL SECURITY;
ALTER TABLE sms_number ENABLE ROW LEVEL SECURITY;
CREATE POLICY within ON account FOR SELECT TO bench_reader USING (partner_id = (SELECT viewer_partner()));
CREATE POLICY within ON sender FOR SELECT TO bench_reader USING (partner_id = (SELECT viewer_partner()));
CREATE POLICY within ON sms_number FOR SELECT TO bench_reader USING (partner_id = (SELECT viewer_partner()));

-- Computed columns, in a form that the planner puts into the statement in place of a call.
CREATE FUNCTION account_is_complete(account) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT $1.gaps & ~current_setting('textgate.supplies')::integer = 0 $$;
CREATE FUNCTION account_missing(account) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN $1.gaps & ~current_setting('textgate.supplies')::integer = 0 THEN '{}'::text[]
  ELSE array_remove(ARRAY[
    CASE WHEN $1.gaps & ~current_setting('textgate.supplies')::integer & 1 <> 0 THEN 'BUSINESS_NAME' END,
    CASE WHEN $1.gaps & ~current_setting('textgate.supplies')::integer & 2 <> 0 THEN 'ADDRESS1' END,
    CASE WHEN $1.gaps & ~current_setting('textgate.supplies')::integer & 4 <> 0 THEN 'CITY' END,
    CASE WHEN $1.gaps & ~current_setting('textgate.supplies')::integer & 8 <> 0 THEN 'STATE' END,
    CASE WHEN $1.gaps & ~current_setting('textgate.supplies')::integer & 16 <> 0 THEN 'COUNTRY_CODE' END,
    CASE WHEN $1.gaps & ~current_setting('textgate.supplies')::integer & 32 <> 0 THEN 'POSTAL_CODE' END,
    CASE WHEN $1.gaps & ~current_setting('textgate.supplies')::integer & 64 <> 0 THEN 'WEBSITE' END,
    CASE WHEN $1.gaps & ~current_setting('textgate.supplies')::integer & 128 <> 0 THEN 'CONTACT_FIRST_NAME' END,
    CASE WHEN $1.gaps & ~current_setting('textgate.supplies')::integer & 256 <> 0 THEN 'CONTACT_LAST_NAME' END,
    CASE WHEN $1.gaps & ~current_setting('textgate.supplies')::integer & 512 <> 0 THEN 'CONTACT_EMAIL' END,
    CASE WHEN $1.gaps & ~current_setting('textgate.supplies')::integer & 1024 <> 0 THEN 'CONTACT_PHONE' END
  ], NULL) END $$;

COMMENT ON COLUMN sender.is_default IS E'@behavior +attribute:orderBy';
COMMENT ON TABLE credential IS E'@behavior -*';
COMMENT ON TABLE partner IS E'@behavior -*';
COMMENT ON FUNCTION viewer_partner() IS E'@behavior -*';
