/** An overflow in a SIP parser, confirmed and corrected; its advisory waits for the second person. */
import { byForm } from "../arrivals.ts";
import { asksForApproval, disclaimer, drafts, edits } from "../publication-deeds.ts";
import type { Story } from "../story.ts";
import * as deed from "../story-deeds.ts";
import { daysAgo } from "../story-time.ts";

export const sipParserOverflow: Story = {
  name: "sip-parser-overflow",
  arrival: [
    daysAgo(29, "16:48"),
    byForm({
      product: "Session Border Gateway",
      version: "5.1.0 to 5.1.6",
      component: "SIP parser (library libsipmsg)",
      description:
        "The parser of the Session Border Gateway writes past a buffer on the stack when a Via header holds a received parameter of more than 256 bytes. The length is checked for the host part of the header only. It happens before authentication, on the first packet.",
      exploitation:
        "One UDP packet to port 5060 from the untrusted side. We control the saved return address; the binary has a stack protector, so that in practice the process stops. With the information leak that a malformed Contact gives in 5.1.3 and older, we believe that code can be executed.",
      impact: "Calls are interrupted for all subscribers; possibly code execution as user sbg.",
      reproduction:
        "Send an OPTIONS request with Via: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bK1;received= followed by 300 letters A. The process sbg-sip stops with SIGABRT (stack smashing detected).",
      "how-found":
        "Coverage-guided fuzzing of the parser on its own, found after 40 minutes; confirmed on a virtual appliance.",
      "suggested-severity": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:N/I:N/A:H",
      cwe: "CWE-121",
      email: "fuzzing@northstar-security.example",
      name: "Fuzzing team",
      organisation: "Northstar Security",
      credit: "organisation",
    }),
  ],
  deeds: [
    [daysAgo(28, "09:19"), deed.reads("analyst")],
    [daysAgo(28, "09:25"), deed.assign("analyst")],
    [
      daysAgo(28, "09:40"),
      deed.letsIn("psp", "Answers for the security of the session border gateway."),
    ],
    [
      daysAgo(28, "09:50"),
      deed.letsIn("auditor", "Reviews how promises are kept, as agreed for this quarter."),
    ],
    [
      daysAgo(27, "14:10"),
      deed.relevant(
        ["availability", "integrity"],
        "We reproduced the crash with your packet on version 5.1.6. The parser copies the received parameter without a check, as you describe. We are looking into whether the stack protector can be evaded.",
      ),
    ],
    [daysAgo(26, "10:40"), deed.score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:L/A:H")],
    [
      daysAgo(25, "11:30"),
      deed.affects(
        {
          product: "Session Border Gateway",
          status: "affected",
          versions: "vers:semver/>=5.1.0|<5.1.7",
        },
        {
          product: "Enterprise Call Server",
          status: "not-affected",
          justification: "vulnerable_code_not_in_execute_path",
        },
        {
          product: "Desk Phone 30",
          status: "not-affected",
          justification: "component_not_present",
        },
      ),
    ],
    [
      daysAgo(24, "09:05"),
      deed.plan(
        {
          kind: "patch",
          term: "long",
          text: "Install patch 5.1.7, in which every parameter of every header has one checked length.",
          howToObtain: "Patch 5.1.7 is on the download pages of the customer portal.",
        },
        -2 * 24,
      ),
    ],
    [
      daysAgo(22, "15:20"),
      deed.concludes(
        "confirmed",
        "The overflow is confirmed in 5.1.0 to 5.1.6. The stack protector stops the process in every case that we could construct, so we rate the loss of availability high and the loss of integrity low. Patch 5.1.7 corrects this and two similar places that we found in the same file.",
      ),
    ],
    [
      daysAgo(14, "10:50"),
      deed.writes(
        "analyst",
        "The patch has passed its tests with your packet and with two days of our own fuzzing. We will send you the text of the advisory before it appears.",
      ),
    ],
    [
      daysAgo(6, "09:45"),
      deed.writes(
        "analyst",
        "The patch is ready and goes to the download pages this week. The advisory is being written; it will thank Northstar Security, if you still want that.",
      ),
    ],
    [
      daysAgo(5, "16:30"),
      deed.deliver(
        "patch",
        "48 hours of fuzzing without a finding, regression tests of 1,120 calls passed; record in the release folder of 5.1.7.",
      ),
    ],
    [daysAgo(4, "11:15"), drafts],
    [
      daysAgo(3, "15:10"),
      edits({
        disclaimer,
        title: "Session Border Gateway: stack overflow in the SIP parser",
        summary:
          "A crafted SIP request can stop the signalling process before authentication. Patch 5.1.7 corrects it.",
        description:
          "The SIP parser copies the received parameter of a Via header into a buffer of fixed size without checking its length. A longer value overwrites the stack; the stack protector then ends the process.",
        impact:
          "An attacker who can send SIP requests to the gateway can interrupt calls for all subscribers as often as the request is repeated. Execution of code was not achieved.",
        defensiveSteps:
          "Install patch 5.1.7. Until then accept SIP from known peers only, where that is possible.",
        howToObtain: "Patch 5.1.7 is on the download pages of the customer portal.",
      }),
    ],
    [daysAgo(1, "10:20"), asksForApproval],
  ],
};
