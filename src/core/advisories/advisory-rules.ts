/** What a publication still lacks before it may be published. Pure reading: it changes nothing. */
import type { Finding } from "../finding.ts";
import type { Advisory } from "./advisory.ts";
import { creditFindings } from "./rules/credits.ts";
import { headerFindings } from "./rules/header.ts";
import { productFindings } from "./rules/products.ts";
import { remedyFindings } from "./rules/remedies.ts";
import { revisionFindings } from "./rules/revisions.ts";
import { sectionFindings } from "./rules/sections.ts";
import { vulnerabilityFindings } from "./rules/vulnerabilities.ts";

/** What the rules must know besides the advisory itself. */
export interface PublicationContext {
  /** Names, handles and addresses of people who asked not to be named (ALE-41). */
  readonly withheldNames?: readonly string[];
}

/**
 * Every reason why this may not be published yet; empty when it may. Paths are JSON Pointers into
 * the advisory, so that a form can show each finding at its field.
 */
export function missingForPublication(
  advisory: Advisory,
  { withheldNames = [] }: PublicationContext = {},
): Finding[] {
  return [
    ...headerFindings(advisory),
    ...sectionFindings(advisory),
    ...productFindings(advisory),
    ...vulnerabilityFindings(advisory),
    ...remedyFindings(advisory),
    ...creditFindings(advisory, withheldNames),
    ...revisionFindings(advisory),
  ];
}
