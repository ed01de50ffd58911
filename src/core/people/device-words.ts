/** The browser and system of a session in a few words of ours. Keeps no version and nothing else of what was sent. */

const browsers = [
  ["Edge", /\bEdg(e|A|iOS)?\//],
  ["Opera", /\bOPR\//],
  ["Firefox", /\b(Firefox|FxiOS)\//],
  ["Chrome", /\b(Chrome|CriOS|HeadlessChrome)\//],
  ["Safari", /\bSafari\//],
] as const;

const systems = [
  ["iPhone", /\biPhone\b/],
  ["iPad", /\biPad\b/],
  ["Android", /\bAndroid\b/],
  ["Windows", /\bWindows\b/],
  ["macOS", /\bMacintosh\b/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /\b(Linux|X11)\b/],
] as const;

/** Such as "Firefox on Linux"; "A browser" where it says nothing that we know. */
export function deviceWords(userAgent: string): string {
  const agent = userAgent.slice(0, 400);
  const browser = browsers.find(([, is]) => is.test(agent))?.[0] ?? "A browser";
  const system = systems.find(([, is]) => is.test(agent))?.[0];
  return system ? `${browser} on ${system}` : browser;
}
