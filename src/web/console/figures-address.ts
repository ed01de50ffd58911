/** The address of figures: whose, which months, and what narrows them down. What it says is what is shown. */
import {
  type AskedFigures,
  askedFigures,
  type FiguresQuery,
  wordsOfFigures,
} from "../../core/figures/asked-figures.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Context } from "../../store/context.ts";

export const figuresPath = "/console/figures";

export function figuresAskedOf(context: Context, query: FiguresQuery): AskedFigures {
  const { zone } = inForceAt(context.policies, context.now()).channels.officeHours;
  return askedFigures(query, context.now(), zone);
}

export function figuresHref(asked: AskedFigures, as?: "csv" | "json"): string {
  const words = new URLSearchParams(wordsOfFigures(asked)).toString();
  return `${figuresPath}${as ? `.${as}` : ""}?${words}`;
}
