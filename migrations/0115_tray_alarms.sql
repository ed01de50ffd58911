-- Each minute the sweep of the tray asks which mail it has alarmed about: few rows, whatever else there is.
create index cases_tray_alarmed on cases (tray_alarmed_at)
  where tray = 'new' and tray_alarmed_at is not null;
