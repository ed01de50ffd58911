/** What the pages of a case are called. */
import type { caseViews } from "./at-case.ts";

export const viewTitles: Readonly<Record<(typeof caseViews)[number], string>> = {
  overview: "Overview",
  analysis: "Analysis",
  conversation: "Conversation",
  files: "Files",
  vulnerability: "Vulnerability",
  links: "Other cases",
  split: "Split",
  forwarding: "Forwarding",
  facts: "What is known",
  status: "Status",
  "root-cause": "Root cause",
  advice: "Advice",
  publications: "Publications",
  promises: "Promises",
  people: "People",
  names: "Names",
  retention: "Kept",
  history: "History",
};
