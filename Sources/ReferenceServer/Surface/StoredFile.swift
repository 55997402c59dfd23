import Wire

/// A file as the server keeps it.
struct StoredFile: Sendable {
  var id: String
  var filename: String
  var mimeType: String
  var bytes: [UInt8]
  /// Unix seconds.
  var createdAt: Int
  /// Made by a tool; what was uploaded is not given out again.
  var isDownloadable = false

  var json: JSON {
    [
      "id": .string(id), "type": "file", "filename": .string(filename), "mime_type": .string(mimeType),
      "size_bytes": JSON(bytes.count), "created_at": .string(CivilTime(secondsSince1970: createdAt).timestamp),
      "downloadable": .bool(isDownloadable),
    ]
  }

  /// What a tool has made before anybody asked.
  static let chart = StoredFile(
    id: "file_01ReferenceChart0000000", filename: "chart.csv", mimeType: "text/csv",
    bytes: Array("day,count\n1,2\n2,3\n".utf8), createdAt: 1_767_225_600, isDownloadable: true)
}
