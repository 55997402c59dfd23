import Wire

/// Holds exchanges back until there is a place for them, so that a run that never begins leaves nothing on the disk.
package actor DeferredJournal: ExchangeJournal {
  private var waiting: [(exchange: Exchange, key: ExchangeKey)] = []
  private var journal: (any ExchangeJournal)?

  package init() {}

  package func record(_ exchange: Exchange, for key: ExchangeKey) async {
    if let journal { await journal.record(exchange, for: key) } else { waiting.append((exchange, key)) }
  }

  /// Writes what was held back, and from now on everything at once.
  package func begin(_ journal: any ExchangeJournal) async {
    self.journal = journal
    let held = waiting
    waiting = []
    for entry in held { await journal.record(entry.exchange, for: entry.key) }
  }

  /// Forgets what was held back: attempts on a server that was not there yet.
  package func discard() { waiting = [] }
}
