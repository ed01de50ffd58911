-- Cookies, links and forms that open nothing stand with codes and tokens that open nothing.

alter table access_events drop constraint access_events_kind_check;
alter table access_events add constraint access_events_kind_check check (kind in
  ('case.read', 'search', 'export', 'refused', 'sign-in', 'sign-in.failed', 'portal.opened',
   'portal.unknown-code', 'token.refused', 'cookie.refused', 'link.refused', 'form.refused',
   'vault.opened', 'glass.broken'));
