/**
 * The browser of all browser tests: Chromium, headless. Never the one that a developer has
 * open: its profile is made anew and thrown away each time.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Browser, chromium } from "playwright-core";

// Set before the package loads: it unpacks the system libraries that a bare machine lacks
// only where it takes itself to be on this runtime.
process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs22.x";

/** Right for root in a container too; Chromium's own traffic is off. */
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

/** A running browser; whoever opens it closes it. `PARLEY_TEST_CHROMIUM` names another executable. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await executable();
  return patient(await chromium.launch({ executablePath, headless: true, args: flags }));
}

/** What never comes fails after minutes: half a minute is what a page may take on a busy machine. */
function patient(browser: Browser): Browser {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(5 * 60_000);
    return context;
  };
  return browser;
}

async function executable(): Promise<string> {
  return process.env.PARLEY_TEST_CHROMIUM || oneAtATime(unpacked);
}

async function unpacked(): Promise<string> {
  const { default: packaged } = await import("@sparticuz/chromium");
  const executablePath = await packaged.executablePath();
  process.env.FONTCONFIG_FILE = ownFonts();
  return executablePath;
}

/**
 * The package's own settings look for its fonts in /tmp, wherever it unpacked them; a page with words
 * ends a Chromium that finds none.
 */
function ownFonts(): string {
  const file = join(tmpdir(), "parley-fonts.conf");
  const folder = (name: string) => join(tmpdir(), name);
  const settings = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder("fonts")}</dir>
  <cachedir>${folder("fonts-cache")}</cachedir>
</fontconfig>
`;
  if (!existsSync(file) || readFileSync(file, "utf8") !== settings) writeFileSync(file, settings);
  return file;
}

/** The package takes a half unpacked file for a whole one: two test files may not unpack at once. */
async function oneAtATime<Result>(work: () => Promise<Result>): Promise<Result> {
  const lock = join(tmpdir(), "parley-chromium.lock");
  // A lock left behind by a killed run is taken over after 30 seconds; unpacking takes two.
  for (let tries = 0; tries < 300 && !taken(lock); tries++) await pause(100);
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}
