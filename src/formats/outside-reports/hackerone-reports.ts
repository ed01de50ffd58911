/**
 * Reads the answer of HackerOne's list of reports (customer API v1, JSON:API). Takes what it understands;
 * bounties, activities and files stay there.
 */
import { z } from "zod";
import type { OutsideReport } from "../../core/reports/outside-report.ts";

const text = z.string().nullish();

/** A relationship of JSON:API with the attributes of what it leads to. */
function related<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object({ data: z.object({ attributes: z.object(shape) }).nullish() }).nullish();
}

const report = z.object({
  id: z.string().regex(/^\d{1,12}$/),
  type: z.literal("report"),
  attributes: z.object({
    title: text,
    vulnerability_information: text,
    created_at: z.iso.datetime({ offset: true }),
    state: text,
  }),
  relationships: z
    .object({
      reporter: related({ username: text }),
      severity: related({ rating: text, cvss_vector_string: text }),
      weakness: related({ name: text, external_id: text }),
      structured_scope: related({ asset_identifier: text }),
    })
    .nullish(),
});

const list = z.object({
  data: z.array(report),
  links: z.object({ next: text }).nullish(),
});

/** Throws where the answer is no such list. */
export function readHackeroneReports(body: Uint8Array): {
  reports: OutsideReport[];
  next: string | null;
} {
  const { data, links } = list.parse(JSON.parse(Buffer.from(body).toString("utf8")));
  return { reports: data.map(reportOf), next: links?.next || null };
}

function reportOf({ id, attributes, relationships }: z.output<typeof report>): OutsideReport {
  const severity = relationships?.severity?.data?.attributes;
  const weakness = relationships?.weakness?.data?.attributes;
  return {
    site: "hackerone",
    number: id,
    url: `https://hackerone.com/reports/${id}`,
    createdAt: new Date(attributes.created_at),
    title: attributes.title ?? "",
    description: attributes.vulnerability_information ?? "",
    author: relationships?.reporter?.data?.attributes.username || null,
    product: relationships?.structured_scope?.data?.attributes.asset_identifier || null,
    versions: null,
    severity: severity?.cvss_vector_string || severity?.rating || null,
    cwe: weakness?.external_id?.toUpperCase() || weakness?.name || null,
    cveId: null,
    ...(attributes.state ? { state: attributes.state } : {}),
  };
}
