/** What each picture shows. The demonstration's own cases are named by their references. */
import type { Page } from "playwright-core";
import type { Studio } from "./studio.ts";

export interface Scene {
  /** The file's name below docs/images, without its ending. */
  readonly name: string;
  /** Plays up to the moment, and gives the page that is then pictured. */
  readonly play: (studio: Studio) => Promise<Page>;
}

/** Not overdue, scored, with an advisory that waits for the second person. */
const atPublication = "/console/cases/PSIRT-2026-0002";
/** Not yet opened by anybody. */
const untouched = "/console/cases/PSIRT-2026-0009";
/** Waits for an answer of its reporter. */
const asked = "/console/cases/PSIRT-2026-0006";

export const scenes: readonly Scene[] = [
  { name: "queue", play: (studio) => studio.atSeat("Analyst", "/console", 1000) },
  { name: "report-form", play: (studio) => studio.stranger("/report", 900) },
  { name: "reporters-page", play: reportersPage },
  { name: "case", play: (studio) => studio.atSeat("Analyst", untouched, 900) },
  {
    name: "severity",
    play: (studio) => studio.atSeat("Analyst", `${atPublication}/vulnerability`, 900),
  },
  {
    name: "conversation",
    play: (studio) => studio.atSeat("Analyst", `${asked}/conversation`, 900),
  },
  { name: "due", play: (studio) => studio.atSeat("Lead", "/console/due", 800) },
  { name: "load", play: (studio) => studio.atSeat("Lead", "/console/load", 500) },
  { name: "filed-report", play: filedReport },
  { name: "people", play: (studio) => studio.administrator("/console/people", 700) },
];

async function reportersPage(studio: Studio): Promise<Page> {
  const page = await studio.stranger("/report", 900);
  await page.getByLabel("Product or service").fill("Campus Switch 48");
  await page
    .getByLabel("What did you find?")
    .fill("One crafted frame restarts the management agent of the switch.");
  await page.getByLabel("Only here, with a receipt code").check();
  await page.getByRole("button", { name: "Send the report" }).click();
  await page.getByRole("button", { name: "Open my report" }).click();
  await studio.untilShown(page, "[aria-current=step]:has-text('Relevancy')");
  return page;
}

async function filedReport(studio: Studio): Promise<Page> {
  const page = await studio.atSeat("Support agent", "/console/filed", 900);
  await page.getByLabel("Product or service").fill("Desk Phone 30");
  await page
    .getByLabel("What the customer found")
    .fill("After a call to a long number the phone restarts. It happens on three sites.");
  await page.getByRole("button", { name: "File the report" }).click();
  return page;
}
