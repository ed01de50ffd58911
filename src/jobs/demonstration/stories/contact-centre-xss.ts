/** Stored cross-site scripting: relevant, and we wait for the reporter's answer to a question. */
import { byEncryptedMail } from "../arrivals.ts";
import type { Story } from "../story.ts";
import * as deed from "../story-deeds.ts";
import { daysAgo } from "../story-time.ts";

export const contactCentreXss: Story = {
  name: "contact-centre-xss",
  arrival: [
    daysAgo(9, "20:31"),
    byEncryptedMail({
      from: { name: "Independent tester", address: "tester@web-testing.example" },
      subject: "Contact Centre Suite: stored XSS in the agent desktop by the caller's display name",
      text: `Hi,

the agent desktop of the Contact Centre Suite (web client, build 11.0.220) shows the display name
of an incoming call in the pop-up "Incoming call" as HTML. The name comes from the SIP From header
and is escaped in the call list, but not in the pop-up.

A call with

    From: "<img src=x onerror=alert(document.domain)>" <sip:anybody@caller.example>

runs the script in the session of every agent whose desktop rings. The session token is in
localStorage, so it can be read and sent away; the content security policy allows inline scripts.

I used the trial that is offered on the web site and called my own queue only.
`,
    }),
  ],
  deeds: [
    [daysAgo(8, "09:29"), deed.reads("analyst")],
    [daysAgo(8, "09:35"), deed.assign("analyst")],
    [
      daysAgo(7, "11:50"),
      deed.relevant(
        ["confidentiality", "integrity"],
        "A caller whom nobody knows can run a script in an agent's session: this is relevant. We reproduced the pop-up with your header on build 11.0.220.",
      ),
    ],
    [daysAgo(7, "12:10"), deed.score("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N")],
    [
      daysAgo(6, "10:25"),
      deed.asks(
        "analyst",
        "On the current build 11.0.231 the name appears as text in our lab, although nothing in the release notes says so. Could you tell us whether your trial is updated by now, and whether the script still runs there? If it does, the exact From header as received would help, for example from the call's trace.",
      ),
    ],
  ],
};
