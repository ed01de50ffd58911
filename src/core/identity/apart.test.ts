import { expect, test } from "vitest";
import type { Arrival } from "../reports/arrival.ts";
import { searchTextOf } from "../reports/arrival.ts";
import { withoutAuthor } from "./apart.ts";

test("[TH-23] the files of a report name its author no more than its words do, in no search either", () => {
  const file = {
    name: "Zoë Müllerova – proof.pdf",
    type: "application/pdf",
    base64: "",
  };
  const arrival: Arrival = {
    fields: { name: "Zoë Müllerova", email: "zm@harbour.example", description: "A restart." },
    files: [file, { ...file, name: "zm@harbour.example.log" }, { ...file, name: "capture.pcap" }],
    language: "en",
    answersBy: "mail",
    undertakings: null,
    encrypted: false,
    decrypted: true,
    signature: "none",
    key: null,
    problems: [],
    automatic: false,
    attemptedAt: null,
  };
  const apart = withoutAuthor(arrival, "Reporter");
  expect(apart.files.map(({ name }) => name)).toEqual([
    "[Reporter] – proof.pdf",
    "[Reporter].log",
    "capture.pcap",
  ]);
  expect(searchTextOf(apart)).not.toMatch(/Müllerova|harbour/i);
});
