/** The names of all tasks; one file each in src/jobs/tasks/. */
export const taskNames = [
  "register-report",
  "settle-case",
  "notify",
  "send-delivery",
  "publish-advisory",
  "alarm-glass",
  "alarm-duty",
  "alarm-tray",
  "alarm-delivery",
  "note-reading",
  "tell-staff",
  "check-attachment",
  "check-sender",
  "read-again",
  "erase",
  "look-after-key",
  "fetch-key",
  "refresh-site",
  "tell-of-channel",
  "tell-of-keys",
  "tell-followers",
  "tell-owner",
  "carry-out-import",
  "open-ticket",
] as const;

export type TaskName = (typeof taskNames)[number];
