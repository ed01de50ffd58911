/** The door of the reporter's page in a browser, as whoever has a receipt code opens it. */
import type { Page } from "playwright-core";

/** Opens the report with its code, as somebody whom this browser does not know yet. */
export async function openByCode(portal: Page, site: string, code: string): Promise<void> {
  await portal.context().clearCookies();
  await portal.goto(`${site}/portal`);
  await portal.getByLabel("Receipt code").fill(code);
  await portal.getByRole("button").last().click();
  await portal.waitForLoadState();
}
