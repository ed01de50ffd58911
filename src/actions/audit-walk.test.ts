import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext } from "../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../test/support/tasks.ts";
import { type Walked, walk } from "../../test/support/walk.ts";
import { actions } from "./registry.ts";

let house: TestContext;
let tasks: TestTasks;
let walked: Walked;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  walked = await walk(house, tasks);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

/** What leaves its trace elsewhere, or is walked by the tests of its own feature. */
const elsewhere: Readonly<Record<string, string>> = {
  "take-report": "commits a sealed inbox row; its case begins with case.opened and report.received",
  "file-report": "as take-report; its case tells it by report.filed",
  "suspect-severity": "scores.test.ts",
  "record-published-score": "scores.test.ts",
  "record-ssvc": "record-ssvc.test.ts",
  "set-not-before": "not-before.test.ts",
  "adjust-score": "adjust-score.test.ts",
  "set-security-profile": "adjust-score.test.ts",
  "confirm-signal": "answer-signal.test.ts",
  "dismiss-signal": "answer-signal.test.ts",
  "record-fact": "facts.test.ts",
  "correct-fact": "facts.test.ts",
  "withdraw-fact": "facts.test.ts",
  "make-team": "teams.test.ts",
  "add-to-team": "teams.test.ts",
  "remove-from-team": "teams.test.ts",
  "hand-over": "src/web/console/hand-over.test.ts",
  "add-alert-target": "src/jobs/alerts.test.ts",
  "end-alert-target": "src/jobs/alerts.test.ts",
  "renew-alert-secret": "src/jobs/alerts.test.ts",
  "test-alert-target": "src/jobs/alerts.test.ts",
  "retry-alert": "src/jobs/alerts.test.ts",
  "settle-alert": "src/jobs/alerts.test.ts",
  "wake-on-call": "src/jobs/sweep-duty.test.ts",
  "alarm-neglected": "src/jobs/sweep-duty.test.ts",
  "add-rota-pattern": "src/web/console/rota.test.ts",
  "change-rota-order": "src/web/console/rota.test.ts",
  "cover-shift": "src/web/console/rota.test.ts",
  "end-rota-pattern": "src/web/console/rota.test.ts",
  "set-on-call": "break-glass.test.ts",
  "end-on-call": "break-glass.test.ts",
  "import-cases": "src/jobs/tasks/import-old-cases.test.ts",
  "import-reports": "src/web/console/import-reports.test.ts",
  "choose-columns": "src/web/console/import-reports.test.ts",
  "take-exported": "src/web/console/import-reports.test.ts",
  "set-owners": "src/web/console/product-owners.test.ts",
  "add-component": "src/web/console/product-owners.test.ts",
  "remove-component": "src/web/console/product-owners.test.ts",
  "add-entity": "src/web/console/entities.test.ts",
  "change-entity": "src/web/console/entities.test.ts",
  "remove-entity": "src/web/console/entities.test.ts",
  "add-customer": "src/web/console/customers.test.ts",
  "remove-filter": "src/web/console/saved-filters.test.ts",
  "save-filter": "src/web/console/saved-filters.test.ts",
  "start-with-filter": "src/web/console/saved-filters.test.ts",
  "start-with-queue": "src/web/console/saved-filters.test.ts",
  "add-entitlement": "src/web/console/customers.test.ts",
  "end-entitlement": "src/web/console/customers.test.ts",
  "import-catalogue": "src/jobs/tasks/carry-out-import.test.ts",
  "carry-out-checked": "src/jobs/tasks/carry-out-import.test.ts",
  "change-product": "src/web/console/products.test.ts",
  "retire-product": "src/web/console/products.test.ts",
  "reinstate-product": "src/web/console/products.test.ts",
  "add-version": "src/web/console/products.test.ts",
  "change-version": "src/web/console/products.test.ts",
  "answer-question": "src/web/portal/question-lists.test.ts",
  "record-said": "src/actions/portal/record-said.test.ts",
  "mark-question": "src/web/portal/question-lists.test.ts",
  "need-no-answer": "src/actions/messages/unanswered.test.ts",
  "keep-draft": "drafts.test.ts: a draft leaves no trace in the case",
  "drop-draft": "drafts.test.ts",
  "record-call": "calls.test.ts",
  "note-channel": "calls.test.ts",
  "forward-report": "forward-report.test.ts",
  "mark-duplicate": "duplicates.test.ts",
  "merge-report": "duplicates.test.ts",
  "split-case": "split-case.test.ts",
  "take-report-back": "take-report-back.test.ts",
  "unmark-duplicate": "duplicates.test.ts",
  "unrelate-case": "duplicates.test.ts",
  "note-earlier-news": "duplicates.test.ts",
  "link-ticket": "tickets.test.ts",
  "end-ticket": "tickets.test.ts",
  "open-ticket": "src/jobs/tasks/open-ticket.test.ts",
  "keep-opened-ticket": "src/jobs/tasks/open-ticket.test.ts",
  "record-root-cause": "root-causes.test.ts",
  "end-follow-up": "root-causes.test.ts",
  "reopen-follow-up": "root-causes.test.ts",
  "set-status": "status.test.ts",
  "change-remedy": "remedies.test.ts",
  "move-remedy-date": "remedies.test.ts",
  "record-remedy-test": "remedies.test.ts",
  "withdraw-remedy": "remedies.test.ts",
  "break-glass": "break-glass.test.ts",
  "confirm-break-glass": "break-glass.test.ts",
  "decline-break-glass": "break-glass.test.ts",
  "review-break-glass": "break-glass.test.ts",
  "keep-message": "tray.test.ts",
  "put-aside-message": "tray.test.ts",
  "recall-message": "tray.test.ts",
  "acknowledge-sender": "tray.test.ts",
  "remove-member": "members.test.ts",
  "leave-case": "members.test.ts",
  "route-to-entity": "entity.test.ts",
  "accept-case": "entity.test.ts",
  "bounce-case": "entity.test.ts",
  "change-kind": "kinds.test.ts",
  "close-with-pointer": "kinds.test.ts",
  "contain-leak": "kinds.test.ts",
  "decide-matter": "kinds.test.ts",
  "rename-case": "kinds.test.ts",
  "label-case": "label-case.test.ts",
  "wait-for": "waiting.test.ts",
  "end-waiting": "waiting.test.ts",
  "add-vulnerability": "vulnerabilities.test.ts",
  "describe-vulnerability": "vulnerabilities.test.ts",
  "withdraw-vulnerability": "withdraw-vulnerability.test.ts",
  "restore-vulnerability": "withdraw-vulnerability.test.ts",
  "open-case": "commits a sealed inbox row; its case begins with case.opened and note.written",
  "make-own-key": "own-key-deeds.test.ts",
  "import-own-key": "own-key-deeds.test.ts",
  "rotate-own-key": "own-key-deeds.test.ts",
  "extend-own-key": "own-key-deeds.test.ts",
  "revoke-own-key": "own-key-deeds.test.ts",
  "read-revocation-certificate": "own-key-deeds.test.ts",
  "invite-person": "people.test.ts",
  "change-roles": "people.test.ts",
  "renew-link": "people.test.ts",
  "disable-person": "people.test.ts",
  "approve-decision": "second-person.test.ts",
  "send-back-decision": "second-person.test.ts",
  "record-reproduction": "examined.test.ts",
  "weigh-credibility": "examined.test.ts",
  "record-others-affected": "examined.test.ts",
  "note-breach": "examined.test.ts",
  "record-standing": "examined.test.ts",
  "rule-on-case": "src/web/console/ruling.test.ts",
  "take-back-ruling": "src/web/console/ruling.test.ts",
  "make-evidence": "make-evidence.test.ts",
  "resend-message": "resend-message.test.ts",
  "read-again": "needs a mail that stayed closed: src/jobs/tasks/read-again.test.ts",
  "open-vault": "identity.test.ts",
  "release-finding": "identity.test.ts",
  "ask-permission": "identity.test.ts",
  "answer-permission": "identity.test.ts",
  "withdraw-transmission": "transmissions.test.ts",
  "record-transmission": "transmissions.test.ts",
  "choose-credit": "identity.test.ts",
  "ask-consent": "portal/portal-deeds.test.ts",
  "withdraw-consent-request": "portal/portal-deeds.test.ts",
  "answer-consent": "portal/portal-deeds.test.ts",
  "choose-news": "portal/portal-deeds.test.ts",
  "tell-plan": "portal/portal-deeds.test.ts",
  "withdraw-objection": "portal/portal-deeds.test.ts",
  "invite-to-validate": "portal/portal-deeds.test.ts",
  "confirm-fix": "portal/portal-deeds.test.ts",
  "confirm-address": "portal/portal-deeds.test.ts",
  "record-legal-disclosure": "identity.test.ts",
  "approve-legal-disclosure": "identity.test.ts",
  "export-access-record": "leaves an access event: record-access.test.ts",
  "explain-breach": "needs a broken promise: src/web/console/promises.test.ts",
  "move-case-to-policy": "needs a later policy: src/web/console/promises.test.ts",
  "remove-reference": "references.test.ts",
  "undo-join": "references.test.ts",
  "decline-claim": "references.test.ts",
  "answer-all": "answer-all.test.ts",
  "ask-for-key": "src/jobs/tasks/party-keys.test.ts",
  "confirm-party-key": "src/jobs/tasks/party-keys.test.ts",
  "refuse-party-key": "src/jobs/tasks/party-keys.test.ts",
  "encrypt-anyway": "src/jobs/tasks/leaving.test.ts",
  "agree-plain": "src/jobs/tasks/leaving.test.ts",
  "send-by-portal": "src/jobs/tasks/leaving.test.ts",
  "revoke-link": "src/web/portal/steps.test.ts",
  "confirm-link": "renew-link.test.ts",
  "refuse-link": "renew-link.test.ts",
  "remove-passkey": "passkeys.test.ts",
  "renew-recovery-codes": "factors.test.ts",
  "unlink-sso": "single-sign-on.test.ts",
  "release-attachment": "needs what a scanner found: src/jobs/tasks/check-attachment.test.ts",
  "place-hold": "retention.test.ts",
  "lift-hold": "retention.test.ts",
  "order-erasure": "retention.test.ts",
  "confirm-erasure": "retention.test.ts",
  "erase-person": "retention.test.ts",
  "refuse-erasure": "retention.test.ts",
  "request-erasure": "retention.test.ts",
  "export-person": "retention.test.ts",
  "make-certificate": "retention.test.ts",
  "erase-customer": "src/actions/retention/erase-customer.test.ts",
  "erase-account": "needs a closed account: retention.test.ts",
  "end-session": "ends a session of one's own; the account page's tests",
};

test("every deed leaves at least one event that says what was done and by whom", () => {
  expect(walked.deeds.length).toBeGreaterThan(18);
  for (const { deed, events, actorId } of walked.deeds) {
    expect(events.length, deed).toBeGreaterThan(0);
    for (const event of events) {
      expect(event.type, deed).toMatch(/^[a-z-]+\.[a-z-]+$/);
      expect(event.actorId, deed).toBe(actorId);
    }
  }
});

test("every deed that people can do is walked, or says where it is", () => {
  const done = new Set(walked.deeds.map(({ deed }) => deed));
  const asked = actions.filter((action) => action.path !== null).map(({ deed }) => deed);
  const missing = asked.filter((deed) => !done.has(deed) && !(deed in elsewhere));
  expect(missing).toEqual([]);
});

test("the journey's own tasks leave events of the system: the case was opened, told and published", async () => {
  const { rows } = await house.pools.worker.query<{ type: string }>(
    "select distinct type from events where case_id = $1 and actor_kind = 'system'",
    [walked.caseId],
  );
  const types = rows.map(({ type }) => type);
  for (const type of [
    "case.opened",
    "report.received",
    "acknowledgement.sent",
    "advisory.published",
  ]) {
    expect(types).toContain(type);
  }
});
