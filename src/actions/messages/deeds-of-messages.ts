/** The deeds about messages and their delivery, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { alarmDelivery } from "./alarm-delivery.ts";
import { answerAll } from "./answer-all.ts";
import { answerQuestion } from "./answer-question.ts";
import { beginDelivery } from "./begin-delivery.ts";
import { checkSender } from "./check-sender.ts";
import { issueReplyAddress } from "./issue-reply-address.ts";
import { markQuestion } from "./mark-question.ts";
import { needNoAnswer } from "./need-no-answer.ts";
import { noteReading } from "./note-reading.ts";
import { postNotice } from "./post-notice.ts";
import { registerMessage } from "./register-message.ts";
import { resendMessage } from "./resend-message.ts";
import { sendMessage } from "./send-message.ts";
import { settleCase } from "./settle-case.ts";
import { settleDelivery } from "./settle-delivery.ts";
import { takeDeliveryReport } from "./take-delivery-report.ts";
import { writeNote } from "./write-note.ts";

export const deedsOfMessages = [
  checkSender,
  issueReplyAddress,
  registerMessage,
  sendMessage,
  answerAll,
  answerQuestion,
  markQuestion,
  needNoAnswer,
  writeNote,
  postNotice,
  alarmDelivery,
  beginDelivery,
  settleDelivery,
  takeDeliveryReport,
  noteReading,
  resendMessage,
  settleCase,
] as const satisfies readonly Action[];
