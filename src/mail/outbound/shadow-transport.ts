/** Where nothing may be sent: every mail is refused for good, and its sender hears why. */
import { MailNotSent, type MailTransport } from "./transport.ts";

export const shadowTransport: MailTransport = {
  async send() {
    throw new MailNotSent("mail-send.permanent", null, "shadow mode: nothing is sent");
  },
};
