import type { Reporter, Team } from "./reporter.ts";
import type { SiteVisitor } from "./site-visitor.ts";
import type { Stage } from "./stage.ts";

/** What the acts of the play share once the report was acknowledged. */
export interface Scene {
  readonly stage: Stage;
  readonly visitor: SiteVisitor;
  readonly team: Team;
  readonly reporter: Reporter;
  readonly reference: string;
}
