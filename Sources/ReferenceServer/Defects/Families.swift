extension Defect {
  /// One list per area of the requirements; each lives in a file of its own.
  static let families: [[Defect]] = [
    http, codings, connection, auth, versions, lenientBody, strictBody, threadDefects, system, vision, turns,
    toolResults,
    tools, toolChoices, toolUses, thinking, structured, stopping,
    response, headers, streams, streamErrors, streamStarts, streamBlocks, streamEnds, streamTools,
    streamThinking, accumulation,
    errors, counting, models, claudeCode, asClientsAre, browsers, situations, losses, lmStudio,
    details, serverTools, historyFields, contents, field, batches, files, skills,
  ]
}
