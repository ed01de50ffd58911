/** A page as everybody sees it: clean at a dark desk and on a bright phone, and nowhere too wide. */
import type { Page } from "playwright-core";
import { mustBeClean } from "./clean-page.ts";

/** Two looks stand for four: every colour and every width is seen once. The window is a desk's afterwards. */
export async function mustBeCleanLightAndDark(page: Page): Promise<void> {
  // Without motion, or colours would be measured on their way from light to dark.
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await mustBeClean(page);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 390, height: 900 });
  await mustBeClean(page);
  await page.setViewportSize({ width: 1280, height: 900 });
}
