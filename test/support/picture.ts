/** Pictures of a journey, for eyes: taken only where `PARLEY_PICTURES` names a folder for them. */
import { join } from "node:path";
import type { Page } from "playwright-core";

/** The whole page as it stands, as `NAME.png`. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PARLEY_PICTURES;
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
