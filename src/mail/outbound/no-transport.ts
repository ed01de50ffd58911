/** Where no mail server is set: every mail waits, and says so, until there is one. */
import { MailNotSent, type MailTransport } from "./transport.ts";

export const noTransport: MailTransport = {
  async send() {
    throw new MailNotSent("mail-send.temporary", null, "no mail server is set");
  },
};
