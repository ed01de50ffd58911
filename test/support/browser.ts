/**
 * The browser of all browser tests: Chromium, headless, without a network of its own. Never the
 * one that a developer has open: its profile is made anew and thrown away each time.
 */
import { type Browser, chromium } from "playwright-core";

// Set before the package loads: it unpacks the system libraries that a bare machine lacks
// only where it takes itself to be on this runtime.
process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x";

/** Also right for root in a container; none of them lets a page reach more than it could. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** A running browser; whoever opens it closes it. `PARLEY_CHROMIUM` names another executable. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await executable(), headless: true, args: flags });
}

async function executable(): Promise<string> {
  if (process.env.PARLEY_CHROMIUM) return process.env.PARLEY_CHROMIUM;
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}
