-- What a product asks of security wherever it is used: environmental metrics of CVSS, such as
-- 'CR:H/AR:H/MAV:A'. Null where nobody said. Scores are adjusted to it (ALE-52).
alter table products add column security_profile text
  check (security_profile ~ '^[A-Z]{2,3}:[A-Z]{1,2}(/[A-Z]{2,3}:[A-Z]{1,2}){0,30}$');
