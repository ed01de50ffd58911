/**
 * Every deed of Parley, joined from the list of each subject: a new deed is a line in the list of
 * its folder. Forms, REST operations, OpenAPI, the permission sweep and the audit walk come from
 * here.
 */
import { deedsOfAccess } from "./access/deeds-of-access.ts";
import type { Action } from "./action.ts";
import { deedsOfAdvice } from "./advice/deeds-of-advice.ts";
import { deedsOfAlerts } from "./alerts/deeds-of-alerts.ts";
import { deedsOfAttachments } from "./attachments/deeds-of-attachments.ts";
import { deedsOfCalls } from "./calls/deeds-of-calls.ts";
import { deedsOfCases } from "./cases/deeds-of-cases.ts";
import { deedsOfCatalogue } from "./catalogue/deeds-of-catalogue.ts";
import { deedsOfClocks } from "./clocks/deeds-of-clocks.ts";
import { deedsOfConsole } from "./console/deeds-of-console.ts";
import { deedsOfCustomers } from "./customers/deeds-of-customers.ts";
import { deedsOfDecisions } from "./decisions/deeds-of-decisions.ts";
import { deedsOfDemonstration } from "./demonstration/deeds-of-demonstration.ts";
import { deedsOfDrafts } from "./drafts/deeds-of-drafts.ts";
import { deedsOfDuty } from "./duty/deeds-of-duty.ts";
import { deedsOfEvidence } from "./evidence/deeds-of-evidence.ts";
import { deedsOfFacts } from "./facts/deeds-of-facts.ts";
import { deedsOfForwarding } from "./forwarding/deeds-of-forwarding.ts";
import { deedsOfGlass } from "./glass/deeds-of-glass.ts";
import { deedsOfIdentity } from "./identity/deeds-of-identity.ts";
import { deedsOfImports } from "./imports/deeds-of-imports.ts";
import { deedsOfKeys } from "./keys/deeds-of-keys.ts";
import { deedsOfLinks } from "./links/deeds-of-links.ts";
import { deedsOfMessages } from "./messages/deeds-of-messages.ts";
import { deedsOfPartyKeys } from "./party-keys/deeds-of-party-keys.ts";
import { deedsOfPeople } from "./people/deeds-of-people.ts";
import { deedsOfPolicies } from "./policies/deeds-of-policies.ts";
import { deedsOfPortal } from "./portal/deeds-of-portal.ts";
import { deedsOfProducts } from "./products/deeds-of-products.ts";
import { deedsOfPublications } from "./publications/deeds-of-publications.ts";
import { deedsOfReading } from "./reading/deeds-of-reading.ts";
import { deedsOfReferences } from "./references/deeds-of-references.ts";
import { deedsOfRemedies } from "./remedies/deeds-of-remedies.ts";
import { deedsOfReports } from "./reports/deeds-of-reports.ts";
import { deedsOfRetention } from "./retention/deeds-of-retention.ts";
import { deedsOfRootCauses } from "./root-causes/deeds-of-root-causes.ts";
import { deedsOfRota } from "./rota/deeds-of-rota.ts";
import { deedsOfScoring } from "./scoring/deeds-of-scoring.ts";
import { deedsOfSending } from "./sending/deeds-of-sending.ts";
import { deedsOfStatus } from "./status/deeds-of-status.ts";
import { deedsOfTeams } from "./teams/deeds-of-teams.ts";
import { deedsOfTrackers } from "./trackers/deeds-of-trackers.ts";
import { deedsOfTranslations } from "./translations/deeds-of-translations.ts";
import { deedsOfTransmissions } from "./transmissions/deeds-of-transmissions.ts";
import { deedsOfTray } from "./tray/deeds-of-tray.ts";
import { deedsOfVulnerabilities } from "./vulnerabilities/deeds-of-vulnerabilities.ts";

export const actions = [
  ...deedsOfAccess,
  ...deedsOfAdvice,
  ...deedsOfAlerts,
  ...deedsOfAttachments,
  ...deedsOfCalls,
  ...deedsOfCases,
  ...deedsOfClocks,
  ...deedsOfConsole,
  ...deedsOfDecisions,
  ...deedsOfDemonstration,
  ...deedsOfDuty,
  ...deedsOfDrafts,
  ...deedsOfEvidence,
  ...deedsOfFacts,
  ...deedsOfForwarding,
  ...deedsOfGlass,
  ...deedsOfIdentity,
  ...deedsOfKeys,
  ...deedsOfLinks,
  ...deedsOfMessages,
  ...deedsOfPartyKeys,
  ...deedsOfPeople,
  ...deedsOfPolicies,
  ...deedsOfPortal,
  ...deedsOfProducts,
  ...deedsOfCatalogue,
  ...deedsOfCustomers,
  ...deedsOfImports,
  ...deedsOfPublications,
  ...deedsOfReading,
  ...deedsOfReferences,
  ...deedsOfRemedies,
  ...deedsOfReports,
  ...deedsOfRetention,
  ...deedsOfRootCauses,
  ...deedsOfRota,
  ...deedsOfScoring,
  ...deedsOfSending,
  ...deedsOfStatus,
  ...deedsOfTeams,
  ...deedsOfTrackers,
  ...deedsOfTranslations,
  ...deedsOfTransmissions,
  ...deedsOfTray,
  ...deedsOfVulnerabilities,
] as const satisfies readonly Action[];
