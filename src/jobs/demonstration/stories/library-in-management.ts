/** A customer's scanner found a library with a published flaw: nobody has decided yet whether it matters here. */
import { byForm } from "../arrivals.ts";
import type { Story } from "../story.ts";
import * as deed from "../story-deeds.ts";
import { daysAgo } from "../story-time.ts";

export const libraryInManagement: Story = {
  name: "library-in-management",
  arrival: [
    daysAgo(4, "10:07"),
    byForm({
      product: "Network Management Center",
      version: "8.4.3",
      component: "libarchive-lite 2.9.1 (third-party)",
      description:
        "Our scanner reports the archive library libarchive-lite 2.9.1 in the Network Management Center. For all versions before 2.9.4 CVE-1900-20417 was published last week (path traversal when a crafted archive is unpacked). Please tell us whether the product is affected: firmware images for switches are uploaded as archives by operators.",
      impact: "If archives are unpacked with it, a crafted firmware file could write anywhere.",
      "tracking-ids": "CVE-1900-20417",
      "already-public": "yes: https://advisories.archive-library.example/2026-03",
      exploited: "no",
      email: "vulnerability-management@bank.example",
      name: "Vulnerability management",
      organisation: "A bank",
      credit: "none",
    }),
  ],
  deeds: [
    [daysAgo(3, "09:09"), deed.reads("analyst")],
    [daysAgo(3, "09:15"), deed.assign("analyst")],
    [
      daysAgo(3, "09:25"),
      deed.records("notice.received", "CVE-1900-20417, by the advisory that the scanner names."),
    ],
    [
      daysAgo(2, "14:40"),
      deed.notes(
        "analyst",
        "The component list of 8.4.3 confirms 2.9.1. The firmware upload uses the library of the operating system; ours is used by the report export, which only packs. To be shown in the debugger before we call it not affected.",
      ),
    ],
  ],
};
