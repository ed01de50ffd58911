/** Saved filters beside the queue and among the commands, read once for a page. */
import type { FastifyRequest } from "fastify";
import { type SavedFilter, savedFilters } from "../../store/filters/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { LinkButton } from "../../ui/button.tsx";
import type { Command } from "../../ui/palette.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import type { Noting } from "../server/console-notes.ts";
import { readsCases } from "../server/frame-counts.ts";
import { type Asked, wordsOf } from "./queue-address.ts";

export const filtersPath = "/console/filters";

const found = new WeakMap<FastifyRequest, readonly SavedFilter[]>();

export async function noteFilters(tx: Tx, { request, staff, web }: Noting): Promise<void> {
  if (readsCases(staff)) found.set(request, await savedFilters(web.context, tx, staff.id));
}

export function filtersOf(request: FastifyRequest): readonly SavedFilter[] {
  return found.get(request) ?? [];
}

export function hrefOfFilter({ query }: Pick<SavedFilter, "query">): string {
  return `/console?${query}`;
}

/** The first nine have keys. */
export function keyOfFilter(index: number): string | undefined {
  return index < 9 ? `g ${index + 1}` : undefined;
}

export function commandsOfFilters(request: FastifyRequest): Command[] {
  return filtersOf(request).map((filter, index) => ({
    label: filter.name,
    href: hrefOfFilter(filter),
    where: filter.team ? `Filter of ${filter.team}` : "Filter",
    keys: keyOfFilter(index),
  }));
}

/** Above the queue: the saved ones, and the way to save what is shown. */
export function SavedFilters({ request, asked }: { request: FastifyRequest; asked: Asked }) {
  const filters = filtersOf(request);
  const words = new URLSearchParams(wordsOf(asked)).toString();
  const isSaved = filters.some(({ query }) => query === words);
  if (filters.length === 0 && words === "") return null;
  return (
    <div class="saved-filters">
      <Tabs
        label="Saved filters"
        tabs={filters.map((filter, index) => ({
          href: hrefOfFilter(filter),
          label: filter.name,
          current: filter.query === words,
          key: keyOfFilter(index),
        }))}
      />
      {words !== "" && !isSaved && (
        <LinkButton look="quiet" small href={`${filtersPath}?${words}#save`}>
          Save this filter
        </LinkButton>
      )}
      {filters.length > 0 && (
        <LinkButton look="quiet" small href={filtersPath}>
          Saved filters
        </LinkButton>
      )}
    </div>
  );
}
