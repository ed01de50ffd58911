import type { VNode } from "preact";
import { describe, expect, test } from "vitest";
import { ConsolePage } from "./console-page.tsx";
import { DocumentPage } from "./document-page.tsx";
import { PortalPage } from "./portal-page.tsx";
import { PublicPage } from "./public-page.tsx";
import { renderPage } from "./render-page.ts";
import type { Site } from "./site.ts";
import { Steps } from "./steps.tsx";

const site: Site = {
  organisation: "Example Networks",
  team: "Example Networks Product Security Incident Response Team",
  language: "fr",
  stylesheet: "/assets/parley.css",
};
const leave = { action: "/leave", csrf: "t0ken" };
const common = { site, title: "Un titre", nav: [], children: "content" };

const shells: Record<string, VNode> = {
  public: <PublicPage {...common} footer={[]} />,
  portal: <PortalPage {...common} footer={[]} leave={leave} />,
  console: <ConsolePage {...common} user={{ role: "Analyst", signOut: leave }} />,
  document: <DocumentPage {...common} footer={[]} kind="Security Advisory" />,
};

describe.each(Object.entries(shells))("the %s page", (look, page) => {
  const html = renderPage(page);

  test("[ALE-02] names the team in its header and its title", () => {
    expect(html).toMatch(new RegExp(`<title>Un titre · ${site.team}</title>`));
    expect(html).toMatch(new RegExp(`<header.*${site.team}.*</header>`, "s"));
  });

  test("tells its language and leads past the navigation", () => {
    expect(html).toMatch(/^<!doctype html>\n<html lang="fr">/);
    expect(html).toContain('<a class="skip-link" href="#main">');
    expect(html).toContain('<main id="main"');
  });

  test("holds nothing inline and asks nobody else for anything", () => {
    expect(html).not.toMatch(/ style=|<style|<script|javascript:| on[a-z]+=|https?:/);
  });

  test("is kept out of search engines if it is confidential", () => {
    expect(html.includes("noindex")).toBe(look === "portal" || look === "console");
  });
});

test("the process picture says in words where the reader is, and what was done", () => {
  const html = renderPage(
    <Steps
      label="The process"
      steps={[
        { name: "Received", state: "done" },
        { name: "Analysis", state: "current" },
        { name: "Disclosure", state: "next" },
      ]}
    />,
  );
  expect(html).toMatch(/aria-current="step".*Analysis<\/span><span class="step-here">You are here/);
  expect(html.match(/aria-current/g)).toHaveLength(1);
  expect(html).toMatch(/Received<\/span><span class="visually-hidden"> \(done\)/);
  expect(html).toMatch(/Disclosure<\/span><span class="visually-hidden"> \(to come\)/);
});
