/** The deeds about a case and who is on it, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { acceptCase } from "./accept-case.ts";
import { addMember } from "./add-member.ts";
import { assignCase } from "./assign-case.ts";
import { bounceCase } from "./bounce-case.ts";
import { changeKind } from "./change-kind.ts";
import { closeWithPointer } from "./close-with-pointer.ts";
import { containLeak } from "./contain-leak.ts";
import { decideMatter } from "./decide-matter.ts";
import { endWaiting } from "./end-waiting.ts";
import { labelCase } from "./label-case.ts";
import { leaveCase } from "./leave-case.ts";
import { openCase } from "./open-case.ts";
import { readCase } from "./read-case.ts";
import { registerCase } from "./register-case.ts";
import { releaseCase } from "./release-case.ts";
import { removeMember } from "./remove-member.ts";
import { renameCase } from "./rename-case.ts";
import { routeToEntity } from "./route-to-entity.ts";
import { waitFor } from "./wait-for.ts";

export const deedsOfCases = [
  readCase,
  assignCase,
  releaseCase,
  addMember,
  removeMember,
  leaveCase,
  routeToEntity,
  acceptCase,
  bounceCase,
  changeKind,
  renameCase,
  labelCase,
  waitFor,
  endWaiting,
  closeWithPointer,
  containLeak,
  decideMatter,
  openCase,
  registerCase,
] as const satisfies readonly Action[];
