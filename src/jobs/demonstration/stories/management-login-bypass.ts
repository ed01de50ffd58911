/** A reported bypass of the sign-in to a management page, from the encrypted report to the advisory. */
import { byEncryptedMail } from "../arrivals.ts";
import {
  approves,
  asksForApproval,
  disclaimer,
  drafts,
  edits,
  releases,
} from "../publication-deeds.ts";
import type { Story } from "../story.ts";
import * as deed from "../story-deeds.ts";
import { daysAgo } from "../story-time.ts";

export const managementLoginBypass: Story = {
  name: "management-login-bypass",
  arrival: [
    daysAgo(41, "09:12"),
    byEncryptedMail({
      from: { name: "Researcher at Harbour Lab", address: "research@harbour-lab.example" },
      subject: "Network Management Center: sign-in can be bypassed with an encoded path",
      text: `Hello,

while testing a lab installation of the Network Management Center (version 8.4.1, default
installation on Linux) we found that the sign-in of its web interface can be bypassed without
any credentials.

The reverse proxy in front of the application decides by the path of the request whether a
session is needed: everything below /public/ is served without one. It compares the path as it
was sent, while the application server decodes it first and then resolves dot segments. A request
for

    GET /public/%2e%2e/api/v2/administrators HTTP/1.1

therefore passes the proxy as public and reaches the administration API as an internal request.
POST works in the same way: we created an administrator and signed in with it.

What an attacker gains: full control over the management application, and with it the
configuration of every switch and access point that it manages. Needed: network access to port
443 of the server. No user interaction.

Affected: 8.4.1 and, by its release notes, everything since the new proxy of 8.2.0. We have not
looked at 7.x. We suggest to normalise the path once, before any decision, and to refuse encoded
dots and slashes.

We plan to talk about this class of mistakes in three months and would like to agree on a date
with you. Please credit us as "Harbour Lab".
`,
    }),
  ],
  deeds: [
    [daysAgo(41, "10:24"), deed.reads("analyst")],
    [daysAgo(41, "10:30"), deed.assign("analyst")],
    [
      daysAgo(41, "10:45"),
      deed.letsIn("auditor", "Reviews how promises are kept, as agreed for this quarter."),
    ],
    [
      daysAgo(40, "14:05"),
      deed.notes(
        "analyst",
        "Reproduced on 8.4.1 in the lab within ten minutes, with the request of the report as it is. 7.9 has no proxy in front and answers 401.",
      ),
    ],
    [
      daysAgo(39, "11:20"),
      deed.relevant(
        ["confidentiality", "integrity", "availability"],
        "We reproduced the bypass on version 8.4.1. The proxy's list of public paths is compared before the path is decoded, as you describe. We now look at which versions and which other products share this proxy.",
      ),
    ],
    [daysAgo(38, "10:10"), deed.score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")],
    [
      daysAgo(37, "15:45"),
      deed.affects(
        {
          product: "Network Management Center",
          status: "affected",
          versions: "vers:semver/>=8.2.0|<8.4.3",
        },
        {
          product: "Wireless Access Point 6",
          status: "not-affected",
          justification: "component_not_present",
        },
      ),
    ],
    [
      daysAgo(36, "09:30"),
      deed.plan({
        kind: "workaround",
        term: "short",
        text: "Refuse requests whose path holds an encoded dot or slash (%2e, %2f) in the firewall in front of the server, and allow the management network only.",
      }),
    ],
    [
      daysAgo(36, "09:50"),
      deed.plan(
        {
          kind: "new-version",
          term: "long",
          text: "Update to version 8.4.3, which normalises the path once before any decision.",
          howToObtain: "Version 8.4.3 is on the download pages of the customer portal.",
        },
        -5 * 24,
      ),
    ],
    [
      daysAgo(35, "16:00"),
      deed.concludes(
        "confirmed",
        "The flaw is confirmed in versions 8.2.0 to 8.4.2. Earlier versions have no proxy. The correction normalises the path once, refuses encoded dots and slashes, and moves the decision into the application. It will be version 8.4.3; we will tell you when it is available, and publish together with it.",
      ),
    ],
    [
      daysAgo(34, "11:30"),
      deed.records(
        "embargo.agreed",
        "By telephone with the lab: nothing before the end of the week after 8.4.3; their talk comes later.",
        3 * 24,
      ),
    ],
    [
      daysAgo(27, "11:05"),
      deed.writes(
        "communicator",
        "A status update: the correction is in review by a second developer, and your request is now one of our regression tests. The date that we named stands. Would you look at the fixed build before it is published?",
      ),
    ],
    [
      daysAgo(26, "18:20"),
      deed.answers(
        "Thank you. Yes, we gladly test the build: a download link is enough, our lab is set up still.",
      ),
    ],
    [
      daysAgo(18, "10:15"),
      deed.writes(
        "communicator",
        "The release candidate is in your download area. We also found and closed a second spelling (a backslash that the application server took for a slash) while testing around your report.",
      ),
    ],
    [
      daysAgo(16, "17:40"),
      deed.answers(
        "We could not bypass the sign-in of the candidate any more, with neither spelling nor double encoding. From our side it is fixed.",
      ),
    ],
    [
      daysAgo(9, "15:10"),
      deed.writes(
        "communicator",
        "Version 8.4.3 will be on the download pages tomorrow. We publish next week, as soon as the large customers could plan their update, and tell you the hour before.",
      ),
    ],
    [
      daysAgo(8, "09:40"),
      deed.deliver(
        "workaround",
        "Rule tested in front of 8.4.1 in the lab: both spellings are refused, the interface works.",
      ),
    ],
    [
      daysAgo(8, "10:00"),
      deed.deliver(
        "new-version",
        "Regression suite passed on 8.4.3, including 214 spellings of the path; the reporter confirmed the fix on the release candidate.",
      ),
    ],
    [daysAgo(7, "10:30"), drafts],
    [
      daysAgo(7, "14:20"),
      edits({
        disclaimer,
        title: "Network Management Center: sign-in bypass by an encoded path",
        summary:
          "The sign-in of the web interface can be bypassed by requests whose path is encoded in a certain way. Version 8.4.3 corrects it.",
        description:
          "A proxy decides by the path of a request whether a session is needed, and compared the path before it was decoded. A request for a public path with encoded dot segments therefore reached the administration interface without a session.",
        impact:
          "An attacker who can reach the web interface over the network can act as an administrator: read and change the configuration of the managed network and create accounts. No account and no action of a user is needed.",
        defensiveSteps:
          "Update to version 8.4.3. Until then allow the management network only, and refuse paths with %2e or %2f in the firewall in front of the server. Look for such paths in the proxy's access log, and for administrators that nobody knows.",
        howToObtain: "Version 8.4.3 is on the download pages of the customer portal.",
      }),
    ],
    [daysAgo(6, "09:15"), asksForApproval],
    [daysAgo(5, "11:00"), approves],
    [daysAgo(4, "10:00"), releases],
  ],
};
