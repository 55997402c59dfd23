import Wire

extension YAML {
  /// This mapping with `over` laid on top: mappings merge key by key, everything else is replaced, and
  /// `{$remove: true}` takes a key away. Values that are operators (`$…`) replace as a whole.
  ///
  /// The mark stays in the result: what this is laid over later may bring the key back otherwise.
  /// `withoutRemovals` takes the marks out once nothing is underneath any more.
  func merging(_ over: YAML) -> YAML {
    guard let base = entries, let top = over.entries, !isOperator, !over.isOperator else { return over }
    var merged = base
    for entry in top {
      let index = merged.firstIndex { $0.key.sameBytes(as: entry.key) }
      if let index {
        merged[index].value = merged[index].value.merging(entry.value)
        merged[index].keyPlace = entry.keyPlace
      } else {
        merged.append(entry)
      }
    }
    return YAML(.mapping(merged), at: over.place)
  }

  /// Takes `{$remove: true}` out of a tree that is not laid over anything any more.
  func withoutRemovals() -> YAML {
    switch value {
    case .scalar: return self
    case .sequence(let elements): return YAML(.sequence(elements.map { $0.withoutRemovals() }), at: place)
    case .mapping(let entries):
      let kept = entries.filter { !$0.value.isRemoval }.map {
        YAMLEntry(key: $0.key, keyPlace: $0.keyPlace, value: $0.value.withoutRemovals())
      }
      return YAML(.mapping(kept), at: place)
    }
  }

  /// Whether this is a map with one key that begins with `$`.
  var isOperator: Bool { entries?.count == 1 && entries?[0].key.hasPrefix("$") == true }

  var isRemoval: Bool { isStandIn || entries?.count == 1 && self["$remove"]?.bool == true }

  /// Stands where something could not be read. That has been reported, so nothing is said about what is missing here.
  static func standIn(at place: SourcePlace) -> YAML {
    let mark = YAML(.scalar(YAMLScalar("true", style: .plain)), at: place)
    return YAML(.mapping([YAMLEntry(key: "$unreadable", keyPlace: place, value: mark)]), at: place)
  }

  var isStandIn: Bool { entries?.count == 1 && entries?[0].key == "$unreadable" }

  func removing(_ key: String) -> YAML {
    guard let entries else { return self }
    return YAML(.mapping(entries.filter { !$0.key.sameBytes(as: key) }), at: place)
  }
}
