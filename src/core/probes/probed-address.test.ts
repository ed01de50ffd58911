import { expect, test } from "vitest";
import { type MailEntry, probedAddresses } from "./probed-address.ts";

const entry = (name: string, address: string, probed = true): MailEntry => ({
  channel: `mail:${name}`,
  address,
  probed,
});

test("[TH-09] entries of one address are one channel, by the name of the first, and each may see its probe", () => {
  const report = { channel: "mail", address: "psirt@ale.example", probed: true } as const;
  expect(
    probedAddresses([
      report,
      entry("cna", "cna@ale.example"),
      entry("inbox", "Psirt@ALE.example"),
      entry("junk", "cna@ale.example"),
    ]),
  ).toEqual([
    { channel: "mail", address: "psirt@ale.example", seenBy: ["mail", "mail:inbox"] },
    { channel: "mail:cna", address: "cna@ale.example", seenBy: ["mail:cna", "mail:junk"] },
  ]);
});

test("an address that is only read in shadow mode gets no probe; one that is answered too is seen there", () => {
  const live = entry("live", "psirt@ale.example");
  const shadow = entry("archive", "psirt@ale.example", false);
  expect(probedAddresses([shadow])).toEqual([]);
  expect(probedAddresses([shadow, live])).toEqual([
    { channel: "mail:live", address: "psirt@ale.example", seenBy: ["mail:archive", "mail:live"] },
  ]);
});
