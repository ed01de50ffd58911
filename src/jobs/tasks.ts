/** Every task by its name: one line each, one file each in tasks/. */
import type { TaskName } from "../store/outbox/tasks.ts";
import type { Task } from "./task-context.ts";
import { alarmDelivery } from "./tasks/alarm-delivery.ts";
import { alarmDuty } from "./tasks/alarm-duty.ts";
import { alarmGlass } from "./tasks/alarm-glass.ts";
import { alarmTray } from "./tasks/alarm-tray.ts";
import { carryOutImport } from "./tasks/carry-out-import.ts";
import { checkAttachment } from "./tasks/check-attachment.ts";
import { checkSender } from "./tasks/check-sender.ts";
import { erase } from "./tasks/erase.ts";
import { fetchKey } from "./tasks/fetch-key.ts";
import { lookAfterKey } from "./tasks/look-after-key.ts";
import { noteReading } from "./tasks/note-reading.ts";
import { notify } from "./tasks/notify.ts";
import { openTicket } from "./tasks/open-ticket.ts";
import { publishAdvisory } from "./tasks/publish-advisory.ts";
import { readAgain } from "./tasks/read-again.ts";
import { refreshSite } from "./tasks/refresh-site.ts";
import { registerReport } from "./tasks/register-report.ts";
import { sendAlert } from "./tasks/send-alert.ts";
import { sendDelivery } from "./tasks/send-delivery.ts";
import { settleCase } from "./tasks/settle-case.ts";
import { tellFollowers } from "./tasks/tell-followers.ts";
import { tellOfChannel } from "./tasks/tell-of-channel.ts";
import { tellOfKeys } from "./tasks/tell-of-keys.ts";
import { tellOwner } from "./tasks/tell-owner.ts";
import { tellStaff } from "./tasks/tell-staff.ts";

export const tasks: Readonly<Record<TaskName, Task>> = {
  "register-report": registerReport,
  "alarm-duty": alarmDuty,
  "alarm-glass": alarmGlass,
  "alarm-tray": alarmTray,
  "alarm-delivery": alarmDelivery,
  "note-reading": noteReading,
  notify,
  "send-alert": sendAlert,
  "send-delivery": sendDelivery,
  "publish-advisory": publishAdvisory,
  "refresh-site": refreshSite,
  "tell-of-channel": tellOfChannel,
  "tell-of-keys": tellOfKeys,
  "settle-case": settleCase,
  "carry-out-import": carryOutImport,
  "open-ticket": openTicket,
  "check-attachment": checkAttachment,
  "check-sender": checkSender,
  "read-again": readAgain,
  erase,
  "look-after-key": lookAfterKey,
  "fetch-key": fetchKey,
  "tell-followers": tellFollowers,
  "tell-owner": tellOwner,
  "tell-staff": tellStaff,
};
