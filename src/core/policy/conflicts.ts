/** The fourteen points on which policies of the field differ, and the settings that answer each. */
export const conflicts: Readonly<Record<string, readonly string[]>> = {
  "X-01": ["scoring.cvssDefault", "scoring.accepted", "scoring.readOnly"],
  "X-02": ["reporterUndertakings.strength"],
  "X-03": ["embargo.endsWhen"],
  "X-04": ["responses.guaranteed", "responses.noReplyClasses"],
  "X-05": ["cna.scopes", "cna.excludesThirdPartyComponents"],
  "X-06": ["explanations.toReporter", "explanations.publicMayOmitDetails"],
  "X-07": ["disclosure.places"],
  "X-08": ["liveIncident.raisesExploitationCheck"],
  "X-09": ["recognition.default", "recognition.vendorDecision"],
  "X-10": ["thirdParty.forwardIdentity"],
  "X-11": ["embargo.dateConflict", "embargo.coordinatorDefault"],
  "X-12": ["disclosure.publicationTypes"],
  "X-13": ["channels.plainReplies", "channels.plainKinds"],
  "X-14": ["appeals.finalWithin", "appeals.nextLevel"],
};
